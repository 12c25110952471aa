import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { controlSocketPath } from '@berth/storage'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { controlClient } from '../../src/cli/control-client.ts'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { scrubOnline } from '../../src/cli/scrub-online.ts'
import { ScrubWatch } from '../../src/cli/scrub-watch.ts'
import { LONGEST_SOCKET_PATH } from '../../src/control-socket-path.ts'

let folder: string
let server: Server | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-client-'))
})
afterEach(async () => {
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)))
  server = undefined
  await rm(folder, { recursive: true })
})

/** Whatever is behind the socket says this to everybody. */
async function answering(text: string, path = controlSocketPath(folder)): Promise<void> {
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(text))
  })
  server.listen(path)
  await new Promise((resolve) => server?.once('listening', resolve))
}

function reply(status: string, type: string, body: string): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

const scrub = (at = folder) => scrubOnline(controlClient(at), new ScrubWatch(), new AbortController().signal)

describe('a command that asks a running registry', () => {
  it('goes on without one when nobody is there', async () => {
    expect(await scrub()).toBeUndefined()
  })

  it('asks nobody at what is left of a path that is too long', async () => {
    const long = join(folder, 'x'.repeat(LONGEST_SOCKET_PATH))
    // Node 20 cuts it off and asks whoever is there.
    await answering('', controlSocketPath(long).slice(0, LONGEST_SOCKET_PATH + 1))
    expect(await scrub(long)).toBeUndefined()
  })

  it.each([
    [
      'a refusal, with its words',
      reply(
        '503 Service Unavailable',
        'application/json',
        '{"errors":[{"code":"UNAVAILABLE","message":"not now"}]}',
      ),
      /answers 503: not now$/,
      exitCodes.unexpected,
    ],
    [
      'a refusal in another form',
      reply('502 Bad Gateway', 'text/html', '<p>no</p>'),
      /answers 502: without a reason$/,
      exitCodes.unexpected,
    ],
    [
      'a success that is no state of a scrub',
      reply('202 Accepted', 'text/html', '<p>yes</p>'),
      /could not be asked: .*JSON/,
      exitCodes.unexpected,
    ],
    ['something else than HTTP', 'SSH-2.0-x\r\n', /could not be asked: /, exitCodes.unexpected],
    ['nothing', '', /could not be asked: socket hang up$/, exitCodes.unexpected],
  ])('says in one line that it got %s', async (_, text, message, exitCode) => {
    await answering(text)
    const refused = await scrub().catch((error: unknown) => error)
    expect(refused).toMatchObject({ name: 'CommandError', exitCode, message: expect.stringMatching(message) })
  })
})
