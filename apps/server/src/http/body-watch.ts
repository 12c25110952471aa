import type { IncomingRequest } from './request.ts'

/** Least bytes a body has to bring in a second, taken over a whole window: a client that is alive brings far more. */
const LEAST_BYTES_PER_SECOND = 1024

/**
 * Cuts off a client that lets its body stand still or trickle: in each window of `windowMs` that the
 * registry is ready to read, a least number of bytes has to arrive. A body that stalls is cut within two windows.
 * Windows in which the registry itself held the client back, or was held up, do not count.
 *
 * Node's own `requestTimeout` bounds the whole request instead, and so cuts large layers on slow lines.
 * @param bytesRead how many bytes have come by now, on the connection or of the body.
 */
export function watchBody(incoming: IncomingRequest, bytesRead: () => number, windowMs: number): void {
  const least = (LEAST_BYTES_PER_SECOND * windowMs) / 1000
  let seen = bytesRead()
  let since = performance.now()
  const watch = setInterval(() => {
    const arrived = bytesRead() - seen
    const elapsed = performance.now() - since
    seen = bytesRead()
    since = performance.now()
    if (incoming.complete) return clearInterval(watch)
    // Called late, this process was busy with something else, and what has arrived is not read yet.
    const punctual = elapsed < 1.5 * windowMs
    if (punctual && isAwaited(incoming) && arrived < least) incoming.destroy()
  }, windowMs)
  watch.unref()
  incoming.once('close', () => clearInterval(watch))
}

/** Whether somebody waits for more of a body: it flows, or it is iterated over and nothing of it lies ready. */
function isAwaited(incoming: IncomingRequest): boolean {
  if (incoming.readableFlowing === true) return true
  return incoming.listenerCount('readable') > 0 && incoming.readableLength === 0
}
