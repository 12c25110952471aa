import { parentPort, workerData } from 'node:worker_threads'
import { FilesystemBlobStore } from '../../blob-store/filesystem.ts'
import { databasePath } from '../../data-folder.ts'
import { openReading } from '../../metadata/connection.ts'
import { contentAfter } from '../../metadata/content.ts'
import { scrubPass } from '../scrub-pass.ts'
import type { Said, ScrubData, Told } from './protocol.ts'

// Reads and hashes here, with a connection of its own; what is found goes to the main thread, which alone acts on it,
// under the same locks as the pushes.
if (parentPort === null) throw new Error('worker.ts is a scrub thread, it cannot run by itself')
const port = parentPort
const { folder, after, bytesPerSecond } = workerData as ScrubData
const db = openReading(databasePath(folder))
const stopping = new AbortController()
let goOn = () => {}

const say = (said: Said) => port.postMessage(said)
port.on('message', (told: Told) => {
  if (told === 'stop') stopping.abort()
  else goOn()
})
const finished = await scrubPass(
  {
    metadata: { contentAfter: (from, limit) => contentAfter(db, from, limit) },
    blobs: new FilesystemBlobStore(folder),
  },
  {
    after,
    bytesPerSecond,
    signal: stopping.signal,
    found: (content, finding) =>
      new Promise((resolve) => {
        goOn = resolve
        say({ kind: 'found', content, finding })
      }),
    passed: (position) => say({ kind: 'passed', position }),
  },
)
db.close()
say({ kind: 'ended', finished })
port.close()
