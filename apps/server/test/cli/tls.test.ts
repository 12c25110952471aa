import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect } from 'vitest'
import { issue } from '../tls/certificates.ts'
import { type CommandLine, it, type RunningBerth } from './berth.ts'

/** What a running registry says at a path, when its certificate is trusted. */
async function get(running: RunningBerth, path: string, ca: string): Promise<string> {
  const sent = request(`https://127.0.0.1:${running.port}${path}`, { ca, agent: false })
  sent.end()
  const [reply] = await once(sent, 'response')
  expect(reply.statusCode).toBe(200)
  return text(reply)
}

async function files(cli: CommandLine, issued: { certificate: string; key: string }) {
  const folder = await cli.folder()
  const [certificate, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')]
  await Promise.all([writeFile(certificate, issued.certificate), writeFile(key, issued.key)])
  return { certificate, key, env: { BERTH_HTTP_TLS_CERTIFICATE: certificate, BERTH_HTTP_TLS_KEY: key } }
}

describe.concurrent('berth serve over TLS', () => {
  it('makes a certificate of its own that only its user can use, keeps it, and says how to trust it', async ({
    cli,
  }) => {
    const folder = await cli.folder()
    const env = { BERTH_HTTP_TLS_SELF_SIGNED: 'true' }
    const running = await cli.serve(folder, { env })
    expect(await running.line('listening')).toMatchObject({ url: `https://localhost:${running.port}` })
    const file = join(folder, 'tls', 'ca.crt')
    const { trust } = await running.line('trust')
    expect(trust).toMatchObject({
      docker: `sudo install -D -m 644 ${file} /etc/docker/certs.d/localhost:${running.port}/ca.crt`,
      curl: `curl --cacert ${file} https://localhost:${running.port}/v2/`,
    })
    const mode = async (...path: string[]) => ((await stat(join(folder, ...path))).mode & 0o777).toString(8)
    expect([await mode('tls'), await mode('tls', 'key.pem')]).toEqual(['700', '600'])
    const made = await readFile(file, 'utf8')
    expect(await get(running, '/v2/', made)).toBe('{}')
    const leaf = new X509Certificate(made)
    expect([leaf.checkHost('localhost'), leaf.checkIP('::1'), leaf.ca]).toEqual(['localhost', '::1', false])
    running.kill('SIGTERM')
    expect(await running.exitCode()).toBe(0)
    await cli.serve(folder, { env })
    expect(await readFile(file, 'utf8')).toBe(made)
  })

  it('shows a renewed certificate after SIGHUP, and tells in its metrics when it runs out', async ({
    cli,
  }) => {
    const [first, second] = await Promise.all([
      issue({ notAfter: new Date('2100-01-01T00:00:00Z') }),
      issue({ notAfter: new Date('2101-01-01T00:00:00Z') }),
    ])
    const { certificate, key, env } = await files(cli, first)
    const running = await cli.serve(await cli.folder(), { env })
    const expiry = (year: number) => `berth_tls_certificate_expiry_seconds ${Date.UTC(year, 0, 1) / 1000}`
    expect(await get(running, '/metrics', first.certificate)).toContain(expiry(2100))
    await Promise.all([writeFile(certificate, second.certificate), writeFile(key, second.key)])
    running.kill('SIGHUP')
    await running.line('the certificate was renewed')
    expect(await get(running, '/metrics', second.certificate)).toContain(expiry(2101))
  })

  it('does not start with a key of another certificate: one line and exit code 2', async ({ cli }) => {
    const { env, key } = await files(cli, { ...(await issue()), key: (await issue()).key })
    const { code, stderr } = await cli.run(['serve', '--port', '0', '--data', await cli.folder()], { env })
    expect(stderr).toMatch(/^berth: http\.tls\.key \S+ is not the key of the certificate .*\n$/)
    expect(stderr).toContain(key)
    expect(code).toBe(2)
  })
})

describe.concurrent('berth config check', () => {
  it('finds a certificate that cannot be used, has run out, or soon will', async ({ cli }) => {
    const check = async (issued: { certificate: string; key: string }) =>
      cli.run(['config', 'check'], { env: (await files(cli, issued)).env })
    const day = 86_400_000
    const [fine, mixed, over, soon] = await Promise.all([
      check(await issue()),
      check({ ...(await issue()), key: (await issue()).key }),
      check(await issue({ notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') })),
      check(await issue({ notAfter: new Date(Date.now() + 3 * day) })),
    ])
    expect(fine).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^The configuration is OK\.\n/),
      stderr: '',
    })
    expect(mixed).toMatchObject({ code: 2, stderr: expect.stringContaining('is not the key of') })
    expect(over).toMatchObject({ code: 2, stderr: expect.stringContaining('ran out on 2021-01-01') })
    expect(soon).toMatchObject({ code: 0, stdout: expect.stringMatching(/OK, but .*in 2 days: renew it/) })
  })
})
