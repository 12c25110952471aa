import { readFileSync } from 'node:fs'

let known: string | undefined

/**
 * What tells one start of this machine from the next; empty where the system does not say. Bytes that were written
 * and never synced may be zeros after a new start (durability 1.1, step 2).
 */
export function bootId(): string {
  if (known === undefined) {
    try {
      known = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    } catch {
      known = ''
    }
  }
  return known
}
