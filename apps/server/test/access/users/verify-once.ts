import { BcryptThread } from '../../../src/access/users/bcrypt-thread.ts'

// A program that checks one password and forgets its thread.
const right = await new BcryptThread().verify({
  password: new TextEncoder().encode('a'),
  hash: process.argv[2] ?? '',
  whenWrong: [],
})
process.stdout.write(`${right}\n`)
