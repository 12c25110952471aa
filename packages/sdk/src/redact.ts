/** Query parameters of the contract, none of them secret. All others may be: state and signatures of upload addresses. */
const OPEN_PARAMETERS: readonly string[] = [
  'digest',
  'digest-algorithm',
  'mount',
  'from',
  'tag',
  'n',
  'last',
  'artifactType',
  'ns',
]

/** An address as it may stand in messages and logs: no user, no password, no query value that could be a key. */
export function redact(address: string): string {
  const [beforeHash = ''] = address.split('#', 1)
  const question = beforeHash.indexOf('?')
  const path = question === -1 ? beforeHash : beforeHash.slice(0, question)
  const shown = path.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1')
  if (question === -1) return shown
  const query = beforeHash.slice(question + 1).split('&')
  return `${shown}?${query.map((pair) => redactPair(pair)).join('&')}`
}

function redactPair(pair: string): string {
  const [name = '', value] = pair.split('=', 2)
  return value === undefined || OPEN_PARAMETERS.includes(name) ? pair : `${name}=REDACTED`
}
