import type { Given } from './given.ts'
import type { Config } from './schema.ts'

/** What does not go together in `http.tls`. Whether the files are good, only who reads them can tell. */
export function tlsProblems(tls: Config['http']['tls'], given: ReadonlyMap<string, Given>): string[] {
  const { certificate, key, clientCa, selfSigned } = tls
  const from = (name: keyof typeof tls) => `${given.get(`http.tls.${name}`)?.from}: http.tls.${name} is given`
  const problems: string[] = []
  if (selfSigned) {
    for (const name of ['certificate', 'key'] as const) {
      if (tls[name] !== undefined)
        problems.push(`${from(name)} beside http.tls.selfSigned, which makes its own: give one of them`)
    }
    return problems
  }
  if (certificate !== undefined && key === undefined)
    problems.push(`${from('certificate')} without http.tls.key: give the PEM file of its private key as well`)
  if (key !== undefined && certificate === undefined)
    problems.push(`${from('key')} without http.tls.certificate: give the PEM file of its certificate as well`)
  if (clientCa !== undefined && certificate === undefined && key === undefined)
    problems.push(
      `${from('clientCa')} without a certificate of the registry: give http.tls.certificate and http.tls.key, or http.tls.selfSigned`,
    )
  return problems
}

/** Whether the registry speaks HTTPS. */
export function isSecure({ certificate, selfSigned }: Config['http']['tls']): boolean {
  return selfSigned || certificate !== undefined
}
