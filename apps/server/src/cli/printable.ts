/** Text that came from outside, for a terminal: nothing in it moves the cursor or hides what stands there. */
export function printable(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')
}
