/** The value of a flag that takes a whole number. @throws for any other. */
export function whole(flag: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${flag} takes a whole number, not ${JSON.stringify(text)}`)
  return Number(text)
}

/** The value of a flag that takes a number, fractions too, above 0. @throws for any other. */
export function positive(flag: string, text: string): number {
  const value = Number(text)
  if (!/^\d*\.?\d+$/.test(text) || value === 0)
    throw new Error(`--${flag} takes a number above 0, not ${JSON.stringify(text)}`)
  return value
}
