#!/usr/bin/env node
import { existsSync } from 'node:fs'

const main = new URL('../dist/main.js', import.meta.url)
if (existsSync(main)) {
  await import(main.href)
} else {
  // A checkout that was installed and not built yet; a published package always has it.
  process.stderr.write('berth: not built yet; first run: npm run build\n')
  process.exitCode = 1
}
