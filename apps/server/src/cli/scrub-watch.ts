import type { StorageEvent } from '@berth/storage'
import type { ScrubReportDocument } from '../scrub-document.ts'
import { progressLine } from './progress-line.ts'

/** What came of a pass, whoever ran it. */
export type ScrubResult = ScrubReportDocument & {
  /** The fault that ended it. */
  readonly failure?: string | undefined
}

type Named = Pick<StorageEvent, 'kind' | 'detail'> & { readonly digest: string }

/** Shows on standard error how a pass goes on: a line that is written over, and a line for each thing found. */
export class ScrubWatch {
  readonly #line = progressLine()
  #named = 0

  /** How far it is, and all that was found by now; what was named before is not named again. */
  progress({ blobs, bytes, found }: { blobs: number; bytes: number; found: readonly Named[] }): void {
    for (const event of found.slice(this.#named)) this.event(event)
    this.#line.show(`${blobs} blobs, ${bytes} bytes`)
  }

  event({ kind, digest, detail }: Named): void {
    this.#named += 1
    this.say(`${kind} ${digest}: ${detail}`)
  }

  say(text: string): void {
    this.#line.clear()
    process.stderr.write(`${text}\n`)
  }

  end(): void {
    this.#line.clear()
  }
}
