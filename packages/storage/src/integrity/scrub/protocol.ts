import type { RecordedContent } from '../../metadata/content.ts'
import type { Finding } from '../examine.ts'
import type { ScrubPosition } from '../scrub-pass.ts'

/** What a scrub thread is started with. */
export interface ScrubData {
  folder: string
  after: number
  bytesPerSecond: number | undefined
}

/** What it says. After `found` it waits to be told to go on; after `ended` it is gone. */
export type Said =
  | { kind: 'found'; content: RecordedContent; finding: Finding }
  | { kind: 'passed'; position: ScrubPosition }
  | { kind: 'ended'; finished: boolean }

/** What it is told. */
export type Told = 'go on' | 'stop'
