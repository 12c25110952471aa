import type { Rules, WrittenRule } from '../rules.ts'
import { workloadsAsked } from './asked-by-rules.ts'
import { type KeysOptions, keysOfTokenServer, keysOfWorkload } from './configured-keys.ts'
import { TokensOfIssuers } from './foreign-tokens.ts'
import { TokenServer } from './token-server.ts'
import { Workload } from './workload.ts'
import type { WrittenTokenServer, WrittenWorkload } from './written.ts'

/** What the configuration says of tokens of others. */
export interface WrittenIssuers {
  readonly workloads?: readonly WrittenWorkload[] | undefined
  readonly tokenServer?: WrittenTokenServer | undefined
  /** Who may do what, as it is written: it says which claims matter. */
  readonly rules?: readonly WrittenRule[] | undefined
}

/**
 * Makes what reads the tokens of the issuers the configuration names. Files are read now, so that a wrong one is found
 * out now; issuers are asked when there is a token of theirs, so that the registry starts without them too.
 * @param allowing what workloads may do.
 * @throws {KeyFileError}
 */
export async function configuredIssuers(
  { workloads = [], tokenServer, rules = [] }: WrittenIssuers,
  allowing: Pick<Rules, 'rightsOf'>,
  options: KeysOptions,
): Promise<TokensOfIssuers> {
  const asked = workloadsAsked(rules)
  const providers = workloads.map(async (written) => {
    const claims = asked.flatMap(({ provider, claims }) => (provider === written.name ? claims : []))
    return new Workload({
      ...written,
      keys: await keysOfWorkload(written, options),
      rules: allowing,
      claims: new Set(claims),
      log: options.log,
    })
  })
  const servers = (tokenServer === undefined ? [] : [tokenServer]).map(
    async (written) =>
      new TokenServer({ ...written, keys: await keysOfTokenServer(written, options), log: options.log }),
  )
  return new TokensOfIssuers(await Promise.all([...providers, ...servers]))
}
