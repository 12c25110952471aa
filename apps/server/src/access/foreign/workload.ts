import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Identity } from '../identity.ts'
import type { Principal } from '../principal.ts'
import type { Rules } from '../rules.ts'
import { claimsNamed } from './claims.ts'
import type { Keys } from './keys.ts'
import { subjectOf } from './subject.ts'
import type { Unverified } from './unverified.ts'
import { verified } from './verify.ts'

export interface WorkloadOptions {
  /** What rules call the provider. */
  readonly name: string
  readonly issuer: string
  readonly audience: string
  readonly keys: Keys
  readonly rules: Pick<Rules, 'rightsOf'>
  /** The claims rules ask for: no others are kept. */
  readonly claims: ReadonlySet<string>
  readonly log: Logger
}

/** A provider of workload identity: GitHub Actions, GitLab CI, Kubernetes. What its tokens allow, the rules say. */
export class Workload {
  readonly #options: WorkloadOptions

  constructor(options: WorkloadOptions) {
    this.#options = options
  }

  get issuer(): string {
    return this.#options.issuer
  }

  async read(text: string, unverified: Unverified, lateS?: number): Promise<Identity | undefined> {
    const { name, rules, claims } = this.#options
    const payload = await verified(text, unverified, { ...this.#options, lateS })
    const subject = payload && subjectOf(payload)
    if (payload === undefined || subject === undefined || subject === '') return undefined
    const principal: Principal = {
      kind: 'workload',
      name: `${name}:${subject}`,
      claims: claimsNamed(claims, payload),
    }
    const bond = { credential: fingerprint(text), until: payload.exp * 1000 }
    const late = payload.exp * 1000 < Date.now()
    return { principal, rights: rules.rightsOf(principal), byToken: false, bond, late }
  }
}

/** Which token it was, without being it. */
function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
