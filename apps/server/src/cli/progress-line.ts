const START_AND_ERASE = '\r\u001b[K'
/** Faster than this nobody reads. */
const EVERY_MS = 100

/** A line on standard error that is written over, when somebody is watching; nothing otherwise. */
export function progressLine(): { show(text: string): void; clear(): void } {
  if (process.stderr.isTTY !== true) return { show: () => {}, clear: () => {} }
  let shown = 0
  return {
    show(text) {
      if (performance.now() - shown < EVERY_MS) return
      shown = performance.now()
      process.stderr.write(`${START_AND_ERASE}${text}`)
    },
    clear: () => void process.stderr.write(START_AND_ERASE),
  }
}
