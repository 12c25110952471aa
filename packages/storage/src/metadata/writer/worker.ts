import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { dropBallast } from '../../data-folder/ballast.ts'
import { openWriting } from '../connection.ts'
import { GroupCommit } from '../group-commit.ts'
import { type Request, toReply, type WriterData } from './protocol.ts'

/** Bounds how long the first of a batch waits for the last. */
const BATCH_LIMIT = 512

if (parentPort === null) throw new Error('worker.ts is the writer thread, it cannot run by itself')
const port = parentPort
const { location, ballast } = workerData as WriterData
const db = openWriting(location)
const commit = new GroupCommit(db, () => ballast !== undefined && dropBallast(ballast))

port.on('message', (message: Request | 'close') => {
  let next: Request | 'close' | undefined = message
  while (next !== undefined && next !== 'close') {
    const batch: Request[] = []
    while (next !== undefined && next !== 'close') {
      batch.push(next)
      next = batch.length < BATCH_LIMIT ? received() : undefined
    }
    const outcomes = commit.run(batch)
    port.postMessage(outcomes.map((outcome, index) => toReply((batch[index] as Request).id, outcome)))
    next ??= received()
  }
  if (next === 'close') {
    db.close()
    port.close()
  }
})
port.postMessage('ready')

/** What has queued up while the last batch waited for the disk. */
function received(): Request | 'close' | undefined {
  return (receiveMessageOnPort(port) as { message: Request | 'close' } | undefined)?.message
}
