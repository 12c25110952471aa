import { startThread } from '../../thread.ts'
import type { ScrubTask } from '../scrub-pass.ts'
import type { Said, ScrubData, Told } from './protocol.ts'

/** Runs a pass over a data folder on a thread of its own, so that hashing never holds up the event loop. */
export async function scrubOnThread(folder: string, task: ScrubTask): Promise<boolean> {
  const data: ScrubData = { folder, after: task.after, bytesPerSecond: task.bytesPerSecond }
  const worker = startThread('./worker', import.meta.url, data)
  const tell = (told: Told) => worker.postMessage(told)
  const stop = () => tell('stop')
  let finished: boolean | undefined
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const hear = async (said: Said) => {
        if (said.kind === 'passed') task.passed(said.position)
        if (said.kind === 'ended') finished = said.finished
        if (said.kind !== 'found') return
        await task.found(said.content, said.finding)
        tell('go on')
      }
      worker.on('message', (said: Said) => hear(said).catch(reject))
      worker.on('error', reject)
      worker.on('exit', () => {
        if (finished === undefined) reject(new Error('the scrub thread ended early'))
        else resolve(finished)
      })
      task.signal.addEventListener('abort', stop)
      if (task.signal.aborted) stop()
    })
  } finally {
    task.signal.removeEventListener('abort', stop)
    // It has ended by itself, or what was found could not be acted upon and it would wait forever.
    await worker.terminate()
  }
}
