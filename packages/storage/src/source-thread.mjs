// Node 20 cannot load TypeScript in a worker: when the package runs from source (development, tests), this file does.
// A build starts the thread's own module directly and does not contain this one.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.module)
