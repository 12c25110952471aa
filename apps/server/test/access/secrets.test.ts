import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { controlSocketPath } from '@berth/storage'
import { describe, expect } from 'vitest'
import { it } from '../cli/berth.ts'
import { runHere } from '../cli/in-process.ts'
import { askOverSocket } from '../control/over-socket.ts'

const RULES = JSON.stringify([{ who: 'users', repositories: '**', actions: ['pull'] }])

/** Every file below a folder, with its bytes. */
async function filesIn(folder: string): Promise<[name: string, bytes: Buffer][]> {
  const names = await readdir(folder, { recursive: true })
  const files: [string, Buffer][] = []
  for (const name of names) {
    const path = join(folder, name)
    if ((await stat(path)).isFile()) files.push([name, await readFile(path)])
  }
  return files
}

describe('the secret of a token', () => {
  it('is nowhere but where it was printed, and the audit trail is there after a restart', async ({ cli }) => {
    const folder = await cli.folder()
    const env = { BERTH_LOG_LEVEL: 'trace', BERTH_CONTRACT_CHECK: 'true', BERTH_ACCESS_RULES: RULES }
    const running = await cli.serve(folder, { env })
    const here = (...words: string[]) => runHere([...words, '--data', folder])
    const { stdout } = await here('token', 'create', 'ci', '--scope', 'pull:**')
    const token = stdout.trim()
    const secret = token.slice(-64)
    const wrong = token.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
    const said: string[] = []

    const shows = async (Authorization: string) =>
      (await fetch(`${running.url}/v2/`, { headers: { Authorization } })).status
    expect(await shows(`Bearer ${token}`)).toBe(200)
    expect(await shows(`Basic ${btoa(`anybody:${token}`)}`)).toBe(200)
    expect(await shows(`Bearer ${wrong}`)).toBe(401)
    // It is used and misused in every way a client has.
    for (const shown of [token, wrong, 'berth_', token.toUpperCase()]) {
      for (const Authorization of [`Bearer ${shown}`, `Basic ${btoa(`ci:${shown}`)}`, shown]) {
        for (const path of [
          '/v2/',
          '/v2/a/tags/list',
          '/token?scope=repository:a:pull',
          '/metrics',
          '/nowhere',
        ]) {
          const reply = await fetch(running.url + path, { headers: { Authorization } })
          said.push(JSON.stringify([...reply.headers]), await reply.text())
        }
      }
      await fetch(`${running.url}/v2/`, { headers: { 'User-Agent': 'curl', Cookie: shown } })
    }
    const socket = controlSocketPath(folder)
    for (const [method, path] of [
      ['GET', '/api/v1/tokens'],
      ['POST', '/api/v1/tokens'],
    ] as const)
      said.push(
        JSON.stringify(await askOverSocket(socket, method, path, { Authorization: `Bearer ${token}` })),
      )
    for (const words of [['token', 'ls'], ['token', 'ls', '--json'], ['token', 'revoke', 'ci'], ['audit']])
      said.push(JSON.stringify(await here(...words)))
    said.push(await (await fetch(`${running.url}/metrics`)).text())

    const before = await filesIn(folder)
    running.kill('SIGTERM')
    expect(await running.exitCode()).toBe(0)
    const after = await filesIn(folder)
    expect(before.map(([name]) => name)).toContain('meta.db-wal')
    for (const [name, bytes] of [...before, ...after]) {
      expect(bytes.includes(secret), name).toBe(false)
      expect(bytes.includes(Buffer.from(secret, 'hex')), name).toBe(false)
    }
    for (const text of [...said, JSON.stringify(running.log)]) {
      expect(text).not.toContain(secret.slice(0, 32))
      expect(text).not.toContain(btoa(`ci:${token}`))
    }
    // The search finds what is there: what is no secret of the token is.
    expect(after.some(([, bytes]) => bytes.includes(token.slice(6, 22)))).toBe(true)
    expect(JSON.stringify(running.log)).toContain('createToken')

    const { code, stdout: trail } = await here('audit', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(trail).entries).toMatchObject([
      { action: 'revokeToken', reference: 'ci', principal: 'operator', status: 204 },
      { action: 'issueToken', principal: 'unknown', status: 401 },
      { action: 'issueToken', principal: 'robot:ci', status: 200 },
      { action: 'createToken', reference: 'ci', principal: 'operator', status: 201 },
    ])
    const lines = await here('audit', '--principal', 'operator', '--limit', '1')
    expect(lines.stdout).toMatch(/^\S+Z {2}operator {2}revokeToken {2}ci {2}204 {2}from control socket\n$/)
    expect((await here('audit', '--repository', 'a/b')).stderr).toBe('There are no entries.\n')
  }, 60_000)
})
