import { isUtf8 } from 'node:buffer'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { problemWithPassword } from '../access/users/password.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/** Far more than a password may have: enough to say that it is too long. */
const MOST_BYTES = 4096

interface Terminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

/**
 * A new password: typed twice on a terminal, or the first line of what is piped in. Never an argument, which every
 * process of the machine could read, and which the history of the shell keeps.
 * @throws {CommandError} when it cannot be one.
 */
export async function newPassword(name: string, { fromStdin }: { fromStdin: boolean }): Promise<string> {
  const isTyped = process.stdin.isTTY === true && !fromStdin
  const password = isTyped
    ? await askTwice(name, { input: process.stdin, output: process.stderr })
    : await firstLine(process.stdin)
  const problem = problemWithPassword(password)
  if (problem === undefined) return password
  const how = isTyped || password !== '' ? '' : '; it is the first line of standard input'
  throw new CommandError(exitCodes.usage, `the password ${problem}${how}`)
}

/** Asks without showing what is typed. */
export async function askTwice(name: string, { input, output }: Terminal): Promise<string> {
  // readline shows what is typed by writing it, so it writes into nothing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input, output: nowhere, terminal: true, historySize: 0 })
  let interrupted = false
  terminal.on('SIGINT', () => {
    interrupted = true
    terminal.close()
  })
  const lines = terminal[Symbol.asyncIterator]()
  const ask = async (question: string): Promise<string> => {
    output.write(question)
    const { done, value } = await lines.next()
    output.write('\n')
    // The terminal is as before by now: the process may end as Ctrl-C ends others.
    if (interrupted) process.kill(process.pid, 'SIGINT')
    if (done === true) throw new CommandError(exitCodes.usage, 'no password was typed; nothing is changed')
    return value
  }
  try {
    const password = await ask(`New password of ${name}: `)
    if ((await ask('Again: ')) === password) return password
    throw new CommandError(exitCodes.usage, 'the passwords are not the same; nothing is changed')
  } finally {
    terminal.close()
  }
}

/** Whoever pipes it in need not end, and may send more. */
async function firstLine(input: AsyncIterable<Buffer>): Promise<string> {
  let read = Buffer.alloc(0)
  for await (const chunk of input) {
    read = Buffer.concat([read, chunk])
    if (read.includes('\n') || read.length > MOST_BYTES) break
  }
  const end = read.indexOf('\n')
  const line = end === -1 ? read : read.subarray(0, end)
  if (!isUtf8(line)) throw new CommandError(exitCodes.usage, 'the password is not in UTF-8')
  return line.toString('utf8').replace(/\r$/, '')
}
