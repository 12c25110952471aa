import { randomBytes } from 'node:crypto'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { type Digest, digestOf } from '@berth/digest'
import { controlSocketPath } from '@berth/storage'
import { describe, expect, vi } from 'vitest'
import { type CommandLine, it, type RunningBerth } from '../cli/berth.ts'
import { askOverSocket } from '../control/over-socket.ts'
import { fillFolder, flipBit, makeEndless } from './filled-folder.ts'

const CHECKED = { env: { BERTH_CONTRACT_CHECK: 'true' } }

async function statusOf({ url }: RunningBerth, digest: Digest): Promise<number> {
  return (await fetch(`${url}/v2/team/app/blobs/${digest}`)).status
}

async function push({ url }: RunningBerth, content: Uint8Array): Promise<number> {
  const path = `/v2/team/app/blobs/uploads/?digest=${digestOf(content)}`
  return (await fetch(`${url}${path}`, { method: 'POST', body: content as Uint8Array<ArrayBuffer> })).status
}

interface Pass {
  startedAt: string
  blobs: number
  bytes: number
  background?: boolean
  finished?: boolean
}

async function scrubState(
  folder: string,
  method: 'GET' | 'DELETE' = 'GET',
): Promise<{ running?: Pass; asked?: Pass; last?: Pass }> {
  const { status, body } = await askOverSocket(controlSocketPath(folder), method, '/api/v1/scrub')
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

/** A folder with a damaged blob and, recorded after it, one whose end no pass sees. */
async function folderWithoutEnd(cli: CommandLine): Promise<{ folder: string; damaged: Digest }> {
  const folder = await cli.folder()
  const [damaged] = await fillFolder(folder, [randomBytes(3000)])
  const [endless] = await fillFolder(folder, [randomBytes(3000)])
  if (damaged === undefined || endless === undefined) throw new Error('nothing was pushed')
  await flipBit(folder, damaged, 5)
  await makeEndless(folder, endless)
  return { folder, damaged }
}

function faults(running: RunningBerth) {
  return running.log.filter(({ level, event }) => ['error', 'fatal'].includes(level as string) && !event)
}

/** What was asked over the control socket and has a line in the log. */
function requests({ log }: RunningBerth) {
  return log.filter(({ client }) => client === 'control socket').map(({ operation }) => operation)
}

/** As if standard error were a terminal. */
const WATCHED = {
  env: {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent('process.stderr.isTTY = true')}`,
  },
}

// One after the other: a scrub reads as fast as it can, and several of them leave nothing to whoever watches.
describe('berth scrub, with a registry running on the folder', () => {
  it('has it find what is damaged, unknown from then on and healed by a push, and says it as it does without one', async ({
    cli,
  }) => {
    const folder = await cli.folder()
    const content = randomBytes(5000)
    const [damaged, right] = await fillFolder(folder, [content, randomBytes(700)])
    if (damaged === undefined || right === undefined) throw new Error('nothing was pushed')
    const scrubbed = async () => {
      await flipBit(folder, damaged, 77)
      const { code, stdout, stderr } = await cli.run(['scrub', '--data', folder, '--json'])
      expect(stderr).toMatch(new RegExp(`^blob\\.damaged ${damaged}: is sha256:[0-9a-f]+\n$`))
      const { startedAt, endedAt, found, ...rest } = JSON.parse(stdout)
      expect(Date.parse(startedAt)).toBeLessThanOrEqual(Date.parse(endedAt))
      return { code, ...rest, found: found.map(({ at: _, ...event }: { at: string }) => event) }
    }
    const running = await cli.serve(folder, CHECKED)
    const online = await scrubbed()
    expect(online).toMatchObject({
      code: 5,
      finished: true,
      blobs: 2,
      events: { 'blob.damaged': 1 },
      found: [{ kind: 'blob.damaged', digest: damaged }],
    })
    expect(await running.line('the stored content is sha256')).toMatchObject({ digest: damaged })
    expect([await statusOf(running, damaged), await statusOf(running, right)]).toEqual([404, 200])
    expect(await push(running, content)).toBe(201)
    expect(await statusOf(running, damaged)).toBe(200)
    running.kill('SIGTERM')
    expect(await running.exitCode()).toBe(0)
    await expect(access(controlSocketPath(folder))).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await scrubbed()).toEqual(online)
  })

  it('says how far it is; a second one joins it and may leave it; a stop of the registry ends it with 6', async ({
    cli,
  }) => {
    const { folder, damaged } = await folderWithoutEnd(cli)
    const running = await cli.serve(folder, CHECKED)
    const first = cli.start(['scrub', '--data', folder], WATCHED)
    await first.says(`blob.damaged ${damaged}`)
    const { running: pass } = await scrubState(folder)
    expect(pass).toMatchObject({ background: false, events: { 'blob.damaged': 1 } })
    await vi.waitFor(async () => {
      const now = (await scrubState(folder)).running
      expect(now?.startedAt).toBe(pass?.startedAt)
      expect(now?.bytes).toBeGreaterThan((pass?.bytes ?? 0) + 1_000_000)
    }, 10_000)
    await first.says('\r\u001b[K1 blobs, ')

    const second = cli.start(['scrub', '--data', folder])
    await second.says('a scrub that was asked for before is under way')
    await second.says(`blob.damaged ${damaged}`)
    second.kill('SIGINT')
    const left = await second.ended()
    expect(left.stderr).toMatch(/^berth: no longer watching: the scrub goes on in the registry\n$/m)
    expect(left).toMatchObject({ code: 6, stdout: '' })
    expect((await scrubState(folder)).running?.startedAt).toBe(pass?.startedAt)

    running.kill('SIGTERM')
    const cut = await first.ended()
    expect(cut.stderr).toMatch(/berth: the registry was stopped before the scrub had ended: .*\n$/)
    expect(cut).toMatchObject({ code: 6, stdout: '' })
    expect(await running.exitCode()).toBe(0)
    // Whoever watches asks every second, which would bury everything else.
    expect(requests(running)).toEqual(['startScrub', 'startScrub'])
  })

  it('is stopped by Ctrl-C, where it is', async ({ cli }) => {
    const { folder, damaged } = await folderWithoutEnd(cli)
    const running = await cli.serve(folder, CHECKED)
    const scrub = cli.start(['scrub', '--data', folder])
    await scrub.says(`blob.damaged ${damaged}`)
    const { running: pass } = await scrubState(folder)
    scrub.kill('SIGINT')
    const stopped = await scrub.ended()
    expect(stopped.stdout).toMatch(/^scrub ended early, after 1 blobs, \d+ bytes: 1 damaged\n$/)
    expect(stopped.code).toBe(6)
    const { running: none, asked, last } = await scrubState(folder)
    expect(none).toBeUndefined()
    expect(asked).toMatchObject({ finished: false, startedAt: pass?.startedAt })
    expect(last).toBeUndefined()
    expect(requests(running)).toEqual(['startScrub', 'stopScrub'])
  })

  it('says that the registry is gone when it was killed meanwhile, and ends with 6', async ({ cli }) => {
    const { folder, damaged } = await folderWithoutEnd(cli)
    const running = await cli.serve(folder)
    const scrub = cli.start(['scrub', '--data', folder])
    await scrub.says(`blob.damaged ${damaged}`)
    running.kill('SIGKILL')
    const { code, stdout, stderr } = await scrub.ended()
    expect(stderr).toMatch(/^berth: the registry was stopped before the scrub had ended: .*\n$/m)
    expect({ code, stdout }).toEqual({ code: 6, stdout: '' })
  })

  it('goes before the scrub in the background, which makes room and is no fault', async ({ cli }) => {
    const folder = await cli.folder()
    await fillFolder(folder, [randomBytes(5000), randomBytes(5000)])
    // A file counts as 64 KiB, so the one in the background takes two minutes.
    const env = { ...CHECKED.env, BERTH_SCRUB_RATE: '1KiB', BERTH_SCRUB_PAUSE_BETWEEN: '1s' }
    const running = await cli.serve(folder, { env })
    await vi.waitFor(
      async () => expect((await scrubState(folder)).running).toMatchObject({ background: true }),
      15_000,
    )
    // What nobody has asked for nobody stops.
    expect((await scrubState(folder, 'DELETE')).running).toMatchObject({ background: true })
    const { code, stdout } = await cli.run(['scrub', '--data', folder])
    expect(stdout).toBe('scrub read 2 blobs, 10000 bytes: all right\n')
    expect(code).toBe(0)
    expect(await running.line('makes room')).toMatchObject({ level: 'info', finished: false })
    const { asked, last } = await scrubState(folder)
    expect(last).toEqual(asked)
    running.kill('SIGTERM')
    expect(await running.exitCode()).toBe(0)
    expect(faults(running)).toEqual([])
  })
})

describe('the control socket of berth serve', () => {
  it('left by a killed registry is in nobody’s way: neither of berth scrub nor of the next start', async ({
    cli,
  }) => {
    const folder = await cli.folder()
    await fillFolder(folder, [randomBytes(5000)])
    const killed = await cli.serve(folder)
    killed.kill('SIGKILL')
    await killed.exitCode()
    await access(controlSocketPath(folder))
    expect(await cli.run(['scrub', '--data', folder])).toMatchObject({
      code: 0,
      stdout: 'scrub read 1 blobs, 5000 bytes: all right\n',
    })
    await cli.serve(folder)
    expect(await scrubState(folder)).toMatchObject({ last: { blobs: 1 } })
  })

  it('is not there when its path is too long: the registry says so and serves, and berth scrub says so', async ({
    cli,
  }) => {
    const folder = join(await cli.folder(), 'a'.repeat(100))
    const running = await cli.serve(folder)
    expect(await running.line('no control socket')).toMatchObject({
      level: 'warn',
      msg: expect.stringContaining('a shorter path'),
    })
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200)
    const { code, stderr } = await cli.run(['scrub', '--data', folder])
    expect(stderr).toMatch(/^berth: .* is in use by process \d+.*\nberth: .*control\.sock.*\n$/)
    expect(code).toBe(4)
  })
})
