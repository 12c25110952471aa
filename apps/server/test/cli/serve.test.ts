import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { type CommandLine, it } from './berth.ts'

/** An upload whose body the registry has begun to read, and whose end is up to the test. */
async function uploadUnderWay(cli: CommandLine, url: string): Promise<ClientRequest> {
  const started = await fetch(`${url}/v2/team/app/blobs/uploads/`, { method: 'POST' })
  const location = new URL(started.headers.get('location') ?? '', url)
  const upload = request(location, { method: 'PATCH', headers: { Expect: '100-continue' } })
  upload.on('error', () => {})
  cli.afterwards(() => upload.destroy())
  upload.flushHeaders()
  await once(upload, 'continue')
  upload.write('half a ')
  return upload
}

describe.concurrent('berth serve', () => {
  it('says that it is up at localhost, with the port it really has and what to type next', async ({
    cli,
  }) => {
    const folder = await cli.folder()
    const running = await cli.serve(folder)
    const { port, url } = running
    const { msg, ...facts } = await running.line('listening')
    expect(facts).toMatchObject({ url: `http://localhost:${port}`, host: '127.0.0.1', folder })
    expect(msg).toContain(`docker push localhost:${port}/`)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  })

  it('lets nobody have all the uploads there may be, where it is asked who they are', async ({ cli }) => {
    const rules = [{ who: 'anonymous', repositories: '**', actions: 'push' }]
    const env = { BERTH_ACCESS_RULES: JSON.stringify(rules), BERTH_UPLOADS_MAX_OPEN: '102' }
    const { url } = await cli.serve(await cli.folder(), { env })
    const statuses: number[] = []
    for (let count = 0; count <= 100; count++) {
      const reply = await fetch(`${url}/v2/team/app/blobs/uploads/`, { method: 'POST' })
      await reply.arrayBuffer()
      statuses.push(reply.status)
    }
    expect(statuses).toEqual([...Array(100).fill(202), 429])
  })

  it('takes neither the port nor the data folder of another one: one line each, with its own exit code', async ({
    cli,
  }) => {
    const folder = await cli.folder()
    const { port } = await cli.serve(folder)
    const [samePort, sameFolder] = await Promise.all([
      cli.run(['serve', '--port', port, '--data', await cli.folder()]),
      cli.run(['serve', '--port', '0', '--data', folder]),
    ])
    expect(samePort).toEqual({
      code: 3,
      stdout: '',
      stderr: `berth: port ${port} of 127.0.0.1 is taken by another program. Stop it, or use another port: berth serve --port ${Number(port) + 1}\n`,
    })
    expect(sameFolder).toMatchObject({ code: 4, stdout: '' })
    expect(sameFolder.stderr).toMatch(/^berth: .* is in use by .*\n$/)
  })

  // A folder below a file, because root may write wherever there is a folder.
  it('does not start over a data folder it cannot write to: one line and exit code 4', async ({ cli }) => {
    const file = join(await cli.folder(), 'file')
    await writeFile(file, '')
    const { code, stderr } = await cli.run(['serve', '--port', '0', '--data', join(file, 'data')])
    expect(stderr).toMatch(/^berth: .*file.*\n$/)
    expect(code).toBe(4)
  })

  it('lets an upload under way end after SIGTERM, then ends with 0 and gives the folder back', async ({
    cli,
  }) => {
    const folder = await cli.folder()
    const running = await cli.serve(folder)
    const upload = await uploadUnderWay(cli, running.url)
    running.kill('SIGTERM')
    await running.line('stopping')
    await expect(fetch(`${running.url}/v2/`)).rejects.toThrow()
    upload.end('blob')
    const [reply] = (await once(upload, 'response')) as [IncomingMessage]
    reply.resume()
    expect(reply.statusCode).toBe(202)
    expect(reply.headers.range).toBe('0-10')
    expect(await running.exitCode()).toBe(0)
    expect(running.log.at(-1)).toMatchObject({ msg: 'stopped' })
    await cli.serve(folder)
  })

  it('cuts an upload that goes on for longer than drainTimeout after SIGTERM, and still ends with 0', async ({
    cli,
  }) => {
    const running = await cli.serve(await cli.folder(), { env: { BERTH_HTTP_DRAIN_TIMEOUT: '0s' } })
    const upload = await uploadUnderWay(cli, running.url)
    const cut = new Promise((resolve) => upload.on('close', resolve))
    running.kill('SIGTERM')
    await cut
    expect(await running.exitCode()).toBe(0)
  })

  it('ends at once at a second signal', async ({ cli }) => {
    const running = await cli.serve(await cli.folder())
    await uploadUnderWay(cli, running.url)
    running.kill('SIGTERM')
    await running.line('stopping')
    running.kill('SIGTERM')
    expect(await running.exitCode()).toBe(143)
  })

  it('logs a fault nobody caught, stops in good order and ends with 1', async ({ cli }) => {
    const faulty = 'process.on("SIGUSR2", () => Promise.reject(new Error("boom")))'
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(faulty)}` }
    const running = await cli.serve(await cli.folder(), { env })
    running.kill('SIGUSR2')
    expect(await running.exitCode()).toBe(1)
    expect(await running.line('a fault nobody caught')).toMatchObject({
      level: 'fatal',
      err: { message: 'boom' },
    })
    expect(running.log.at(-1)).toMatchObject({ msg: 'stopped' })
  })

  it('logs one JSON line per request and never its credentials', async ({ cli }) => {
    const running = await cli.serve(await cli.folder())
    const secret = 'c2VjcmV0OmNhbmFyeQ=='
    const headers = { Authorization: `Basic ${secret}`, Cookie: `session=${secret}` }
    await fetch(`${running.url}/v2/team/app/manifests/v1?token=${secret}`, { headers })
    const line = await running.line('getManifest')
    expect(line).toMatchObject({ repository: 'team/app', reference: 'v1', status: 404 })
    expect(JSON.stringify(running.log)).not.toContain(secret)
  })
})
