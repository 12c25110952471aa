import { Worker } from 'node:worker_threads'

/**
 * Starts a module on a thread of its own: one of this package, or of the server, which has threads too.
 * @param module its path without an extension, relative to `from`, the URL of the file that asks.
 * @param data what it finds as `workerData`.
 */
export function startThread(module: string, from: string, data: object): Worker {
  const fromSource = from.endsWith('.ts')
  const url = new URL(fromSource ? `${module}.ts` : `${module}.js`, from)
  const workerData = { ...data, module: url.href }
  if (!fromSource) return new Worker(url, { workerData, execArgv: [] })
  return new Worker(new URL('./source-thread.mjs', import.meta.url), {
    workerData,
    execArgv: ['--conditions=@berth/source'],
  })
}
