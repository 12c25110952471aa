import { BcryptThread } from '../../../src/access/users/bcrypt-thread.ts'

// A program that checks a password, another one when its thread is idle again, and forgets the thread.
const thread = new BcryptThread()
for (const password of ['a', 'b']) {
  const right = await thread.verify(
    { password: new TextEncoder().encode(password), hash: process.argv[2] ?? '', whenWrong: [] },
    '192.0.2.1',
  )
  process.stdout.write(`${right}\n`)
}
