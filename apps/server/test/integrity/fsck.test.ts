import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import { it } from '../cli/berth.ts'
import { blobPath, fillFolder } from './filled-folder.ts'

describe.concurrent('berth fsck', () => {
  it('says line by line what is wrong and ends with 5; with nothing wrong it ends with 0', async ({
    cli,
  }) => {
    const folder = await cli.folder()
    const [lost] = await fillFolder(folder, [randomBytes(1000), randomBytes(1000)])
    if (lost === undefined) throw new Error('nothing was pushed')
    const clean = await cli.run(['fsck', '--data', folder])
    expect(clean).toEqual({
      code: 0,
      stdout: 'checked 2 blobs (2000 bytes) and 0 manifests: all right\n',
      stderr: '',
    })

    await rm(blobPath(folder, lost))
    const found = await cli.run(['fsck', '--data', folder])
    expect(found).toEqual({
      code: 5,
      stdout: `violation: blob ${lost}: is missing\nchecked 2 blobs (1000 bytes) and 0 manifests: 1 violations, 0 leftovers\n`,
      stderr: '',
    })
    const json = await cli.run(['fsck', '--data', folder, '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ violations: 1, problems: [{ subject: lost }] })
  })

  it('does not touch the folder of a running registry, and ends with 4', async ({ cli }) => {
    const folder = await cli.folder()
    const running = await cli.serve(folder)
    const { code, stdout, stderr } = await cli.run(['fsck', '--data', folder])
    expect(stderr).toMatch(/is in use by process \d+.*\n.*: berth scrub\. .*\n$/)
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    running.kill('SIGTERM')
    expect(await running.exitCode()).toBe(0)
  })
})
