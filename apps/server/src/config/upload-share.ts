import { isGuarded } from './guarded.ts'
import type { Config } from './schema.ts'

/** A small registry's tenth would be less than what one push of many layers opens. */
const LEAST = 100

/**
 * Most uploads one principal may have open: a tenth of all, so that nobody who may push can end the pushes of others.
 * Where nobody is asked who they are, all are one principal, and there is no such bound.
 */
export function uploadsPerPrincipal(config: Pick<Config, 'access' | 'uploads'>): number {
  if (!isGuarded(config)) return Number.POSITIVE_INFINITY
  return Math.max(LEAST, Math.floor(config.uploads.maxOpen / 10))
}
