import { expect, it } from 'vitest'
import { printable } from '../../src/cli/printable.ts'

it.each([
  ['plain, and ünïcode', 'plain, and ünïcode'],
  ['clear\u001b[2J', 'clear?[2J'],
  ['two\r\nlines\u2028', 'two??lines?'],
  ['right\u202eleft\u0000\u009b', 'right?left??'],
])('%j is shown as %j', (text, shown) => expect(printable(text)).toBe(shown))
