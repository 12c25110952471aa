import type { StorageEvent } from '@berth/storage'
import type { Logger } from 'pino'

/** What calls for somebody to look at a disk, and what took care of itself. */
const levels = {
  'blob.damaged': 'error',
  'blob.missing': 'error',
  'blob.unreadable': 'error',
  'blob.misread': 'warn',
  'blob.fingerprint': 'warn',
  'blob.healed': 'info',
  'blob.restored': 'info',
  'manifest.damaged': 'error',
  'manifest.healed': 'info',
} as const satisfies Record<StorageEvent['kind'], 'error' | 'warn' | 'info'>

/** Logs what happens to stored content. */
export function logStorageEvents(log: Logger): (event: StorageEvent) => void {
  return ({ kind, digest, detail }) =>
    log[levels[kind]]({ event: kind, digest }, `the stored content ${detail}`)
}
