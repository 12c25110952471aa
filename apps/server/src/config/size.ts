const unitBytes = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
} as const

/** A whole number and its unit: `512B`, `32KiB`, `4MiB`. A k of 1000 is `kB`, one of 1024 is `KiB`. */
export const SIZE_PATTERN = /^(\d{1,9})(B|kB|MB|GB|KiB|MiB|GiB)$/

/** Bytes of a size as people write it; NaN when it is none. */
export function parseSize(text: string): number {
  const [, count, unit] = SIZE_PATTERN.exec(text) ?? []
  return Number(count) * unitBytes[unit as keyof typeof unitBytes]
}
