import { mediaTypes, type Operation, operations } from '@berth/spec'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { basic, bearer, guardedRegistry } from './guarded-registry.ts'

const PASSWORD = 'canary-of-a-right-password'
const GUESS = 'canary-of-a-wrong-password'

it('no password, no token and no key is in the log, an answer, the metrics or the document', async () => {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  const rules = [{ who: 'ada', repositories: 'team/**', actions: ['pull' as const] }]
  const given = await guardedRegistry(rules, { ada: PASSWORD }, { log })
  const said: string[] = []
  try {
    const heard = async (path: string, init: Parameters<typeof given.ask>[1] = {}) => {
      const reply = await given.ask(path, init)
      said.push(JSON.stringify([...reply.headers]), await reply.text())
    }
    const form = (fields: Record<string, string>) => ({
      method: 'POST',
      headers: { 'Content-Type': mediaTypes.form },
      body: new URLSearchParams(fields).toString(),
    })
    // These answers are the tokens, so they are kept apart.
    const issued = await given.ask('/token?scope=repository:team/app:pull&offline_token=true', {
      as: basic('ada', PASSWORD),
    })
    const { token, refresh_token } = (await issued.json()) as { token: string; refresh_token: string }
    const refreshed = await given.ask('/token', form({ grant_type: 'refresh_token', refresh_token }))
    const next = ((await refreshed.json()) as { token: string }).token
    const secrets = [PASSWORD, GUESS, token, refresh_token, next].map(
      (secret) => secret.split('.').at(-1) ?? '',
    )

    const shown = [
      basic('ada', PASSWORD),
      basic('ada', GUESS),
      basic(GUESS, ''),
      `Basic ${GUESS}`,
      GUESS,
      bearer(token),
      bearer(next),
      bearer(refresh_token),
      bearer(`${token}x`),
      bearer(GUESS),
    ]
    for (const as of shown) {
      for (const { method, path } of Object.values(operations) as Operation[]) {
        if (path === '/token') continue
        await heard(path.replace('{name}', 'team/app').replace(/\{[^}]+\}/, 'latest'), { method, as })
      }
      await heard('/nowhere', { as })
    }
    for (const fields of [
      { grant_type: 'password', username: 'ada', password: GUESS },
      { grant_type: 'password', username: GUESS, password: PASSWORD },
      { grant_type: 'refresh_token', refresh_token: GUESS },
      { grant_type: GUESS, password: PASSWORD },
      { grant_type: 'refresh_token', refresh_token: `${refresh_token}x` },
    ])
      await heard('/token', form(fields))
    await heard('/token', { ...form({}), body: `password=${PASSWORD}&password=${GUESS}` })
    await heard('/metrics')
    await heard('/openapi.json')

    // What is looked for would be found: an answer that holds one does.
    expect(JSON.stringify({ token })).toContain(secrets[2])
    const everything = [...lines, ...said].join('\n')
    expect(everything.length).toBeGreaterThan(100_000)
    for (const secret of secrets) expect(everything.includes(secret)).toBe(false)
    for (const as of [basic('ada', PASSWORD), basic('ada', GUESS)])
      expect(everything.includes(as.slice('Basic '.length))).toBe(false)
    expect(everything.includes(Buffer.from(given.keys.current.secret).toString('base64url'))).toBe(false)
  } finally {
    await given.close()
  }
})
