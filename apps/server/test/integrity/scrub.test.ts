import { randomBytes } from 'node:crypto'
import { describe, expect } from 'vitest'
import { it } from '../cli/berth.ts'
import { Random } from '../process/random.ts'
import { fillFolder, flipBit, makeEndless } from './filled-folder.ts'
import { seedOfRun } from './registry.ts'

describe.concurrent('berth scrub', () => {
  it('finds every flipped bit, says so and ends with 5; with nothing wrong it ends with 0', async ({
    cli,
  }) => {
    const seed = seedOfRun()
    const random = new Random(seed)
    const folder = await cli.folder()
    const contents = Array.from({ length: 200 }, () => randomBytes(random.between(1, 20_000)))
    const digests = await fillFolder(folder, contents)
    const clean = await cli.run(['scrub', '--data', folder])
    expect(clean).toMatchObject({ code: 0, stderr: '' })
    expect(clean.stdout).toMatch(/^scrub read 200 blobs, \d+ bytes: all right\n$/)

    for (const [index, digest] of digests.entries())
      await flipBit(folder, digest, random.between(0, (contents[index]?.length ?? 1) * 8 - 1))
    const { code, stdout, stderr } = await cli.run(['scrub', '--data', folder, '--json'])
    expect(JSON.parse(stdout), `seed ${seed}`).toMatchObject({ events: { 'blob.damaged': 200 }, blobs: 200 })
    expect(stderr.match(/^blob\.damaged sha256:/gm), `seed ${seed}`).toHaveLength(200)
    expect(code).toBe(5)
  })

  it('makes no folder where there is none, and ends with 4', async ({ cli }) => {
    const cwd = await cli.folder()
    const { code, stderr } = await cli.run(['scrub', '--data', 'typo'], { cwd })
    expect(stderr).toMatch(/^berth: .*typo is no data folder.*\n$/)
    expect(code).toBe(4)
  })

  it('ends with 6 after Ctrl-C, having said what it found until then', async ({ cli }) => {
    const folder = await cli.folder()
    const [damaged] = await fillFolder(folder, [randomBytes(5000)])
    const [endless] = await fillFolder(folder, [randomBytes(5000)])
    if (damaged === undefined || endless === undefined) throw new Error('nothing was pushed')
    await flipBit(folder, damaged, 77)
    await makeEndless(folder, endless)
    const scrub = cli.start(['scrub', '--data', folder])
    await scrub.says(`blob.damaged ${damaged}`)
    scrub.kill('SIGINT')
    const { code, stdout } = await scrub.ended()
    expect(stdout).toMatch(/^scrub ended early, after 1 blobs, \d+ bytes: 1 damaged\n$/)
    expect(code).toBe(6)
  })

  it('is also what a running registry does in the background', async ({ cli }) => {
    const folder = await cli.folder()
    const [damaged, right] = await fillFolder(folder, [randomBytes(5000), randomBytes(5000)])
    if (damaged === undefined) throw new Error('nothing was pushed')
    await flipBit(folder, damaged, 77)
    const running = await cli.serve(folder, { env: { BERTH_SCRUB_PAUSE_BETWEEN: '1s' } })
    expect(await running.line('the stored content is sha256')).toMatchObject({
      level: 'error',
      digest: damaged,
    })
    expect(await running.line('scrub read 2 blobs')).toMatchObject({ events: { 'blob.damaged': 1 } })
    const statusOf = async (digest: string | undefined) =>
      (await fetch(`${running.url}/v2/team/app/blobs/${digest}`)).status
    expect([await statusOf(damaged), await statusOf(right)]).toEqual([404, 200])
    running.kill('SIGTERM')
    expect(await running.exitCode()).toBe(0)
  })
})
