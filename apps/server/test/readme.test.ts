import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openMemoryStorage } from '@berth/storage'
import { expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { listen } from '../src/listener.ts'

const SERVER = fileURLToPath(new URL('../', import.meta.url))

/** The first block of code behind a marker of the README. */
function example(marker: string): string {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  return /```ts\n([\s\S]*?)```/.exec(readme.slice(readme.indexOf(marker)))?.[1] ?? ''
}

/** Runs a program as somebody would who pasted it, and resolves to what it printed. */
function run(program: string): Promise<{ code: number | null; output: string }> {
  const options = ['--conditions=@berth/source', '--import', 'tsx', '--input-type=module', '--eval', program]
  const child = spawn(process.execPath, options, { cwd: SERVER, timeout: 20_000 })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}

it("the README's example of the SDK pushes to a real server and prints the tag", async () => {
  const storage = await openMemoryStorage()
  const server = await listen(createApp({ storage, settings: { contractMode: true } }))
  try {
    const program = example('<!-- sdk example -->')
    expect(program).toContain('localhost:5000')
    expect(await run(program.replace('localhost:5000', `127.0.0.1:${server.port}`))).toEqual({
      code: 0,
      output: 'v1\n',
    })
  } finally {
    await server.close(1000)
    await storage.close()
  }
})
