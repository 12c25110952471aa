// Loaded into the server before it starts (node --import): measures how long its event loop stands still, and tells
// whoever connects to the socket named by LOOP_PROBE the longest time since the last one asked.
import { closeSync, openSync, readSync } from 'node:fs'
import { createServer } from 'node:net'
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.env.LOOP_PROBE !== undefined) watch(process.env.LOOP_PROBE)

function watch(socket) {
  let longest = 0
  let last = performance.now()
  let heldUp = heldUpMs()
  setInterval(() => {
    const now = performance.now()
    const others = heldUpMs()
    longest = Math.max(longest, now - last - (others - heldUp))
    last = now
    heldUp = others
  }, 1).unref()
  createServer((asker) => {
    // The timer that measures comes to its turn first, also when the stall ended in this very round of the loop.
    setTimeout(() => {
      asker.end(String(longest))
      longest = 0
    }, 5)
  })
    .listen(socket)
    .unref()
}

/** How long this thread was ready to run while others had the processor: that is no doing of the server. */
function heldUpMs() {
  let file
  try {
    file = openSync(`/proc/self/task/${process.pid}/schedstat`)
    const bytes = Buffer.alloc(100)
    const [, waited] = bytes.toString('latin1', 0, readSync(file, bytes)).split(' ')
    return Number(waited) / 1e6
  } catch {
    return 0
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
