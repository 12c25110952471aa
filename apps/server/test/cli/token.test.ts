import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { controlSocketPath, openFilesystemStorage } from '@berth/storage'
import { describe, expect, onTestFinished, it as test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { listenOnControlSocket } from '../../src/control-socket.ts'
import { it } from './berth.ts'
import { runHere } from './in-process.ts'

const TOKEN = /^berth_[0-9a-f]{16}_[0-9a-f]{64}\n$/

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-token-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** A data folder nobody uses. */
async function idleFolder(): Promise<string> {
  const folder = await newFolder()
  await (await openFilesystemStorage(folder)).close()
  return folder
}

/** A data folder a registry runs on. */
async function servedFolder(): Promise<string> {
  const folder = await newFolder()
  const storage = await openFilesystemStorage(folder)
  const app = createApp({ storage, settings: { contractMode: true, maxPageSize: 2 } })
  const control = await listenOnControlSocket(app, controlSocketPath(folder))
  onTestFinished(async () => {
    await control.close(0)
    await storage.close()
  })
  return folder
}

describe.each([
  ['with a registry running on the folder', servedFolder],
  ['without one', idleFolder],
])('berth token, %s', (_, folderOf) => {
  test('makes a token, lists it without its secret, and revokes it', async () => {
    const folder = await folderOf()
    const run = (...words: string[]) => runHere([...words, '--data', folder])

    const made = await run('token', 'create', 'ci', '--scope', 'push,pull:team/**', '--scope=pull:base/*')
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(TOKEN) })
    expect(made.stderr).toMatch(/^It expires at 2\S+Z\. It is not shown again\.\n/)
    expect(made.stderr).toContain('docker login --username ci --password-stdin localhost:5000')
    const secret = made.stdout.trim().slice(-64)
    expect(made.stderr).not.toContain(secret)

    const again = await run('token', 'create', 'ci', '--scope', 'pull:**')
    expect(again).toMatchObject({ code: 2, stdout: '' })
    expect(again.stderr).toContain('there is a token named ci already: revoke it first')

    const lasting = await run('token', 'create', 'app', '--scope', 'pull:**', '--expires', 'never', '--json')
    expect(JSON.parse(lasting.stdout)).toMatchObject({ name: 'app', token: expect.stringMatching(/^berth_/) })
    expect(JSON.parse(lasting.stdout)).not.toHaveProperty('expires')

    const listed = await run('token', 'ls')
    expect(listed.stdout).toMatch(
      /^app {2}pull:\*\* {2}expires never {2}used never {2}by operator\nci {2}pull,push:team\/\*\* pull:base\/\* {2}expires \S+Z {2}used never {2}by operator\n$/,
    )
    const { tokens } = JSON.parse((await run('token', 'ls', '--json')).stdout)
    expect(tokens.map(({ name }: { name: string }) => name)).toEqual(['app', 'ci'])
    expect(JSON.stringify(tokens)).not.toContain(secret)

    expect(await run('token', 'revoke', 'ci')).toMatchObject({ code: 0, stdout: '' })
    expect(await run('token', 'revoke', 'ci')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no token named ci'),
    })
    expect((await run('token', 'ls')).stdout).toMatch(/^app .*\n$/)
  })

  test('lists more tokens than a page holds', async () => {
    const folder = await folderOf()
    for (const name of ['a', 'b', 'c'])
      await runHere(['token', 'create', name, '--scope', 'pull:**', '--data', folder])
    process.env.BERTH_CONTENT_PAGE_SIZE = '2'
    onTestFinished(() => {
      delete process.env.BERTH_CONTENT_PAGE_SIZE
    })
    const { stdout } = await runHere(['token', 'ls', '--json', '--data', folder])
    expect(JSON.parse(stdout).tokens.map(({ name }: { name: string }) => name)).toEqual(['a', 'b', 'c'])
  })
})

describe('berth token', () => {
  it('prints the token alone, so that it can be handed on, while a registry runs and while none does', async ({
    cli,
  }) => {
    const folder = await cli.folder()
    const running = await cli.serve(folder)
    const create = (name: string) =>
      cli.run(['token', 'create', name, '--scope', 'pull:**', '--data', folder])
    expect(await create('online')).toMatchObject({ code: 0, stdout: expect.stringMatching(TOKEN) })
    running.kill('SIGTERM')
    expect(await running.exitCode()).toBe(0)
    expect(await create('offline')).toMatchObject({ code: 0, stdout: expect.stringMatching(TOKEN) })
    const { stdout } = await runHere(['token', 'ls', '--data', folder])
    expect(stdout).toMatch(/^offline .*\nonline .*\n$/)
  })

  test.each([
    ['token create CI --scope pull:a', '"CI" is no name for a robot'],
    ['token create ci', "say what it may do: --scope 'pull:team/**'"],
    ['token create ci --scope pul:a', '--scope: "pul:a" is no scope: "pul" is not one of the actions'],
    ['token create ci --scope pull:a --expires soon', '--expires is "soon"; expected a duration'],
    ['token create ci --scope pull:a --expires 0d', '--expires is "0d"; expected a duration'],
    ['token create ci --scope pull:a --expires 3651d', '--expires is "3651d"; expected a duration'],
    ['token revoke ../x', '"../x" is no name for a robot'],
    ['audit --limit 0', '--limit is "0"; expected a whole number'],
    ['audit --repository A', '--repository: "A" is no repository name'],
  ])('or audit refuses "berth %s" before it asks anybody', async (words, problem) => {
    const folder = await newFolder()
    const { code, stdout, stderr } = await runHere([...words.split(' '), '--data', join(folder, 'none')])
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(problem),
    })
    expect(await readdir(folder)).toEqual([])
  })

  test('makes no data folder where there is none', async () => {
    const folder = join(await newFolder(), 'none')
    const { code, stderr } = await runHere(['token', 'ls', '--data', folder])
    expect(code).toBe(4)
    expect(stderr).toContain(folder)
  })
})
