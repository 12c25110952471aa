/** Bytes of some content: `start` inclusive, `end` exclusive. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * Reads `Range` against content of `size` bytes (RFC 9110 14.1.2, 14.2). What cannot be understood, several ranges and
 * other units are ignored, as the RFC allows: the whole content is always a right answer.
 * @returns the range, `'whole'`, or `'unsatisfiable'` when it lies outside the content or runs backwards.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (match === null || size === 0) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '') {
    if (last === '') return 'whole'
    return Number(last) === 0 ? 'unsatisfiable' : { start: Math.max(size - Number(last), 0), end: size }
  }
  const start = Number(first)
  const end = last === '' ? size : Math.min(Number(last) + 1, size)
  return start >= size || end <= start ? 'unsatisfiable' : { start, end }
}
