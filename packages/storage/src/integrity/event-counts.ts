import type { EventCounts } from '../storage.ts'

export function noEvents(): { -readonly [Kind in keyof EventCounts]: number } {
  return {
    'blob.damaged': 0,
    'blob.missing': 0,
    'blob.unreadable': 0,
    'blob.misread': 0,
    'blob.fingerprint': 0,
    'blob.healed': 0,
    'blob.restored': 0,
    'manifest.damaged': 0,
    'manifest.healed': 0,
  }
}
