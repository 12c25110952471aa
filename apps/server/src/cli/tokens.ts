import type { Operations } from '@berth/sdk'
import { isTokenName } from '@berth/spec/grammar'
import { parseScope, ScopeSyntaxError } from '../access/scope.ts'
import { parseDuration } from '../config/duration.ts'
import type { Config } from '../config/schema.ts'
import { authority } from './announce.ts'
import { asOperator } from './as-operator.ts'
import { usageError } from './command-line.ts'
import { answerOf } from './control-client.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { printable } from './printable.ts'

interface Output {
  readonly json: boolean
}

interface WantedToken {
  readonly name: string
  readonly scopes: readonly string[]
  readonly expires: string | undefined
}

const LONGEST = '3650d'

/** Tokens of one request. */
const PAGE = 1000

/** `berth token create`: on standard output is the token and nothing else, so that it can be piped to its user. */
export async function createToken(config: Config, wanted: WantedToken, { json }: Output): Promise<ExitCode> {
  const body = requestOf(wanted)
  const made = await asOperator(config, async (registry) => answerOf(await registry.createToken({ body })))
  process.stdout.write(json ? `${JSON.stringify(made)}\n` : `${made.token}\n`)
  const registry =
    config.http.publicUrl?.replace(/^https?:\/\//, '').replace(/\/.*$/, '') ??
    authority(config.http.host, config.http.port)
  const end = made.expires === undefined ? 'It does not expire' : `It expires at ${made.expires}`
  process.stderr.write(
    `${end}. It is not shown again.\nTo log in, hand it to: docker login --username ${made.name} --password-stdin ${registry}\n`,
  )
  return exitCodes.ok
}

/** What is asked for, checked as far as that can be done here: the messages name flags. */
function requestOf({ name, scopes, expires }: WantedToken) {
  const words = ['berth', 'token', 'create']
  if (!isTokenName(name)) {
    throw usageError(
      words,
      `${JSON.stringify(name)} is no name for a robot: use up to 64 lower-case letters, digits, and single separators (. _ __ -) between them`,
    )
  }
  if (scopes.length === 0) throw usageError(words, "say what it may do: --scope 'pull:team/**'")
  for (const scope of scopes) {
    try {
      parseScope(scope)
    } catch (error) {
      throw error instanceof ScopeSyntaxError ? usageError(words, `--scope: ${error.message}`) : error
    }
  }
  return { name, scopes: [...scopes], ...(expires !== undefined && { expires: expiryOf(expires, words) }) }
}

function expiryOf(text: string, words: readonly string[]): string | null {
  if (text === 'never') return null
  const lifetime = parseDuration(text)
  if (lifetime > 0 && lifetime <= parseDuration(LONGEST)) return new Date(Date.now() + lifetime).toISOString()
  throw usageError(
    words,
    `--expires is ${JSON.stringify(text)}; expected a duration such as 90d, up to ${LONGEST} (units: s, m, h, d), or never`,
  )
}

/** `berth token ls` */
export async function listTokens(config: Config, { json }: Output): Promise<ExitCode> {
  const tokens = await asOperator(config, allTokens)
  if (json) process.stdout.write(`${JSON.stringify({ tokens })}\n`)
  else if (tokens.length === 0) process.stderr.write('There are no tokens. Make one: berth token create\n')
  const now = new Date().toISOString()
  for (const { name, scopes, createdBy, expires = 'never', lastUsed = 'never' } of json ? [] : tokens) {
    const end = expires <= now ? `expired ${expires}` : `expires ${expires}`
    process.stdout.write(
      `${printable(`${name}  ${scopes.join(' ')}  ${end}  used ${lastUsed}  by ${createdBy}`)}\n`,
    )
  }
  return exitCodes.ok
}

async function allTokens(registry: Operations) {
  const all: Awaited<ReturnType<typeof pageAfter>> = []
  for (;;) {
    const page = await pageAfter(registry, all.at(-1)?.name)
    all.push(...page)
    // A registry may hold its pages smaller than asked for: only an empty one is surely the last.
    if (page.length === 0) return all
  }
}

async function pageAfter(registry: Operations, last: string | undefined) {
  const query = { n: PAGE, ...(last !== undefined && { last }) }
  return answerOf(await registry.listTokens({ params: { query } })).tokens
}

/** `berth token revoke` */
export async function revokeToken(config: Config, name: string, { json }: Output): Promise<ExitCode> {
  if (!isTokenName(name)) {
    const problem = `${JSON.stringify(name)} is no name for a robot; berth token ls lists those there are`
    throw usageError(['berth', 'token', 'revoke'], problem)
  }
  await asOperator(config, async (registry) =>
    answerOf(await registry.revokeToken({ params: { path: { token: name } } })),
  )
  if (json) process.stdout.write(`${JSON.stringify({ revoked: name })}\n`)
  else process.stderr.write(`${name} is revoked: the next request with it is refused\n`)
  return exitCodes.ok
}
