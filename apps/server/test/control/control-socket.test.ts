import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMemoryStorage, type Storage } from '@berth/storage'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import { listenOnControlSocket } from '../../src/control-socket.ts'
import { ControlSocketError, LONGEST_SOCKET_PATH } from '../../src/control-socket-path.ts'
import { type Listening, listen } from '../../src/listener.ts'
import { askOverSocket } from './over-socket.ts'

let folder: string
let path: string
let storage: Storage
let app: App
let listening: Listening[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-control-'))
  path = join(folder, 'control.sock')
  storage = await openMemoryStorage()
  app = createApp({ storage, settings: { contractMode: true } })
  listening = []
})
afterEach(async () => {
  for (const server of listening) await server.close(0)
  await storage.close()
  await rm(folder, { recursive: true })
})

async function openControl(at = path): Promise<Listening> {
  const control = await listenOnControlSocket(app, at)
  listening.push(control)
  return control
}

describe('the control socket', () => {
  it('is closed to others under whatever umask, which is left as it was', async () => {
    const usual = process.umask(0)
    try {
      await openControl()
      expect(process.umask()).toBe(0)
    } finally {
      process.umask(usual)
    }
    const found = await stat(path)
    expect(found.isSocket()).toBe(true)
    expect((found.mode & 0o777).toString(8)).toBe('600')
  })

  it('is gone once it takes no more requests', async () => {
    const control = await openControl()
    await control.close(0)
    expect(await readdir(folder)).toEqual([])
  })

  it('takes the place of one that a killed process has left', async () => {
    const killed = createServer().listen(`${path}.then`)
    await new Promise((resolve) => killed.once('listening', resolve))
    // Closing removes the name it was made under, so this one stays, and nobody is behind it.
    await rename(`${path}.then`, path)
    await new Promise((resolve) => killed.close(resolve))
    await expect(askOverSocket(path, 'GET', '/api/v1/scrub')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await openControl()
    expect((await askOverSocket(path, 'GET', '/api/v1/scrub')).status).toBe(200)
  })

  it('takes the place of nothing else', async () => {
    await writeFile(path, 'mine')
    await expect(openControl()).rejects.toThrow(/something else than a socket/)
    expect(await readFile(path, 'utf8')).toBe('mine')
  })

  it('may have a path as long as the kernel takes, and no longer: a longer one would be cut short', async () => {
    const room = LONGEST_SOCKET_PATH - Buffer.byteLength(join(folder, 'x')) + 1
    const longest = join(folder, 'x'.repeat(room))
    await openControl(longest)
    expect((await askOverSocket(longest, 'GET', '/api/v1/scrub')).status).toBe(200)
    const before = await readdir(folder)
    await expect(openControl(`${longest}x`)).rejects.toThrow(ControlSocketError)
    expect(await readdir(folder)).toEqual(before)
  })

  it('has room in a folder with a long path that has a short name as well', async () => {
    const long = join(folder, 'x'.repeat(LONGEST_SOCKET_PATH))
    await mkdir(long)
    await symlink(long, join(folder, 'short'))
    await openControl(join(folder, 'short', 'control.sock'))
    expect(await readdir(long)).toEqual(['control.sock'])
  })

  // Root may write where the mode forbids it, so the folder is one that is not there.
  it('that cannot be made says why', async () => {
    await expect(openControl(join(folder, 'none', 'control.sock'))).rejects.toThrow(
      /^there can be no socket at .*none.control\.sock: /,
    )
  })
})

describe('an operation for the operator', () => {
  it('is answered over the control socket and denied over TCP, whatever a request says of itself', async () => {
    await openControl()
    const tcp = await listen(app)
    listening.push(tcp)
    const claims = {
      Host: 'control.sock',
      Forwarded: 'for=unix',
      'X-Forwarded-For': '127.0.0.1',
      'X-Over-Control-Socket': 'true',
    }
    for (const method of ['GET', 'POST', 'DELETE']) {
      const denied = await fetch(`${tcp.url}/api/v1/scrub`, { method, headers: claims })
      expect([method, denied.status]).toEqual([method, 403])
      expect(await denied.json()).toMatchObject({
        errors: [{ code: 'DENIED', message: expect.stringMatching(/use: berth scrub$/) }],
      })
    }
    expect(storage.lastScrub()).toBeUndefined()
    expect(await askOverSocket(path, 'GET', '/api/v1/scrub')).toEqual({ status: 200, body: {} })
    expect(await askOverSocket(path, 'POST', '/api/v1/scrub')).toMatchObject({ status: 202 })
  })

  it('is denied to a request made in process, unless whoever makes it says otherwise', async () => {
    const asked = (bindings?: { overControlSocket: boolean }) =>
      app.fetch(new Request('http://registry.test/api/v1/scrub'), bindings)
    expect((await asked()).status).toBe(403)
    expect((await asked({ overControlSocket: true })).status).toBe(200)
  })
})

describe('everything else', () => {
  it('is served over the control socket as over TCP', async () => {
    await openControl()
    expect(await askOverSocket(path, 'GET', '/v2/')).toEqual({ status: 200, body: {} })
    expect((await askOverSocket(path, 'GET', '/v2/a/tags/list')).status).toBe(404)
  })
})
