const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A whole number and its unit: `90s`, `15m`, `24h`. */
export const DURATION_PATTERN = /^(\d{1,9})(ms|s|m|h|d)$/

/** Milliseconds of a duration as people write it; NaN when it is none. */
export function parseDuration(text: string): number {
  const [, count, unit] = DURATION_PATTERN.exec(text) ?? []
  return Number(count) * unitMs[unit as keyof typeof unitMs]
}
