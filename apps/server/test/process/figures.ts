/** The figure that this fraction of all does not exceed. 0 when there is none. */
export function percentile(sorted: readonly number[], fraction: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? 0
}

export function ms(value: number): string {
  return `${Math.round(value)} ms`
}

export function mib(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`
}
