import type { WrittenIssuers } from './configured-issuers.ts'
import type { WrittenTokenServer, WrittenWorkload } from './written.ts'

/** The issuers whose tokens are taken, as sentences for who checks the configuration. */
export function describeIssuers({ workloads = [], tokenServer }: WrittenIssuers): string[] {
  return [
    ...workloads.map(describeWorkload),
    ...(tokenServer === undefined ? [] : [describeTokenServer(tokenServer)]),
  ]
}

function describeWorkload({ name, issuer, audience, jwks }: WrittenWorkload): string {
  const keys = jwks === undefined ? 'the keys it publishes' : `keys from ${jwks}`
  return `workload ${name}: tokens of ${issuer} for ${audience}, by ${keys}`
}

function describeTokenServer({ realm, issuer, service, jwks, certificates }: WrittenTokenServer): string {
  const keys = [certificates, jwks].filter((place) => place !== undefined).join(' and ')
  return `token server: clients get tokens of ${issuer} for ${service} from ${realm}; by keys from ${keys}, they allow what they say`
}
