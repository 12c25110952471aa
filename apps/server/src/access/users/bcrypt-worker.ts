import { parentPort } from 'node:worker_threads'
import { verifySync } from '@node-rs/bcrypt'
import type { Answer, Verification } from './bcrypt-thread.ts'

if (parentPort === null) throw new Error('bcrypt-worker.ts is a thread, it cannot run by itself')
const port = parentPort

port.on('message', ({ password, hash, whenWrong }: Verification) => {
  const right = verifySync(password, hash)
  if (!right) for (const dummy of whenWrong) verifySync(password, dummy)
  port.postMessage({ right } satisfies Answer)
})
