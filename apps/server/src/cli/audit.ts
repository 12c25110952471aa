import type { Operations } from '@berth/sdk'
import { isRepositoryName } from '@berth/spec/grammar'
import { parsePrincipal } from '../access/explain.ts'
import { idOf } from '../access/principal.ts'
import type { Config } from '../config/schema.ts'
import { asOperator } from './as-operator.ts'
import { usageError } from './command-line.ts'
import { answerOf } from './control-client.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { printable } from './printable.ts'

export interface AuditFlags {
  readonly repository: string | undefined
  readonly principal: string | undefined
  readonly limit: string | undefined
  readonly json: boolean
}

const DEFAULT_LIMIT = 50
const HIGHEST_LIMIT = 1_000_000

/** Entries of one request. */
const PAGE = 1000

/** `berth audit`: what was done by whom, newest first. */
export async function audit(config: Config, flags: AuditFlags): Promise<ExitCode> {
  const limit = limitOf(flags.limit)
  if (flags.repository !== undefined && !isRepositoryName(flags.repository)) {
    throw usageError(
      ['berth', 'audit'],
      `--repository: ${JSON.stringify(flags.repository)} is no repository name`,
    )
  }
  const asked = { repository: flags.repository, principal: flags.principal && principalOf(flags.principal) }
  const entries = await asOperator(config, (registry) => latest(registry, limit, asked))
  if (flags.json) process.stdout.write(`${JSON.stringify({ entries })}\n`)
  else if (entries.length === 0) process.stderr.write('There are no entries.\n')
  for (const entry of flags.json ? [] : entries) process.stdout.write(`${lineOf(entry)}\n`)
  return exitCodes.ok
}

/** A principal as the audit trail has it: who writes `alice` means a user. */
function principalOf(text: string): string {
  const principal = ['operator', 'unknown'].includes(text) ? undefined : parsePrincipal(text)
  return principal === undefined ? text : idOf(principal)
}

function limitOf(text = String(DEFAULT_LIMIT)): number {
  const limit = /^[0-9]{1,7}$/.test(text) ? Number(text) : 0
  if (limit >= 1 && limit <= HIGHEST_LIMIT) return limit
  const problem = `--limit is ${JSON.stringify(text)}; expected a whole number from 1 to ${HIGHEST_LIMIT}`
  throw usageError(['berth', 'audit'], problem)
}

async function latest(
  registry: Operations,
  limit: number,
  { repository, principal }: Pick<AuditFlags, 'repository' | 'principal'>,
) {
  const all: Entry[] = []
  while (all.length < limit) {
    const last = all.at(-1)?.id
    const query = {
      n: Math.min(PAGE, limit - all.length),
      ...(last !== undefined && { last: String(last) }),
      ...(repository !== undefined && { repository }),
      ...(principal !== undefined && { principal }),
    }
    const { entries } = answerOf(await registry.listAudit({ params: { query } }))
    if (entries.length === 0) break
    all.push(...entries)
  }
  return all
}

type Entry = NonNullable<Awaited<ReturnType<Operations['listAudit']>>['data']>['entries'][number]

function lineOf({ at, status, action, repository, reference, digest, principal, client }: Entry): string {
  const named = reference === undefined ? repository : [repository, reference].filter(Boolean).join(':')
  const from = client === undefined ? undefined : `from ${client}`
  return printable(
    [at, principal, action, named, digest, status, from].filter((word) => word !== undefined).join('  '),
  )
}
