import { spawnSync } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { it } from './berth.ts'

describe.concurrent('berth', () => {
  it('prints its version', async ({ cli }) => {
    const { code, stdout } = await cli.run(['--version'])
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(code).toBe(0)
  })

  it('reads berth.yaml of the working directory, a variable over it and a flag over both', async ({
    cli,
  }) => {
    const cwd = await cli.folder()
    await writeFile(
      join(cwd, 'berth.yaml'),
      'http:\n  port: 1\nlog:\n  level: warn\ncontent:\n  pageSize: 7\n',
    )
    const env = { BERTH_HTTP_PORT: '2', BERTH_LOG_LEVEL: 'debug' }
    const { code, stdout } = await cli.run(['config', 'print', '--port', '3'], { cwd, env })
    expect(stdout).toMatch(/^ {2}port: 3 +# --port$/m)
    expect(stdout).toMatch(/^ {2}level: debug +# BERTH_LOG_LEVEL$/m)
    expect(stdout).toMatch(/^ {2}pageSize: 7 +# berth\.yaml:6$/m)
    expect(stdout).toMatch(/^ {2}delete: true +# default$/m)
    expect(code).toBe(0)
  })

  it('lists everything wrong with the configuration at once and ends with 2', async ({ cli }) => {
    const cwd = await cli.folder()
    await writeFile(join(cwd, 'berth.yaml'), 'http:\n  prot: 1\n')
    const env = { BERTH_HTTP_PROT: '1' }
    const { code, stdout, stderr } = await cli.run(['config', 'check', '--port', 'x'], { cwd, env })
    expect(stderr.trimEnd().split('\n')).toEqual([
      'berth: berth.yaml:2:3: unknown key "prot" in http; did you mean "port"?',
      'berth: BERTH_HTTP_PROT is not a setting of Berth; did you mean BERTH_HTTP_PORT?',
      'berth: --port is "x"; expected a whole number from 0 to 65535',
    ])
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  it('refuses an address other machines reach, saying why and what to type', async ({ cli }) => {
    const { code, stderr } = await cli.run(['serve', '--host', '0.0.0.0', '--port', '0'])
    expect(stderr).toMatch(
      /^berth: --host: listening on 0\.0\.0\.0 would let everybody .* access\.rules.*\n$/,
    )
    expect(stderr).toMatch(/: berth serve --host 0\.0\.0\.0 --port 0 --insecure-anonymous\n$/)
    expect(code).toBe(2)
  })

  it('says what to do in a checkout that is not built yet', async ({ cli }) => {
    const folder = await cli.folder()
    await mkdir(join(folder, 'bin'))
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    const script = join(folder, 'bin/berth.js')
    await copyFile(fileURLToPath(new URL('../../bin/berth.js', import.meta.url)), script)
    const { status, stderr } = spawnSync(process.execPath, [script, 'serve'], {
      encoding: 'utf8',
      timeout: 20_000,
    })
    expect(stderr).toBe('berth: not built yet; first run: npm run build\n')
    expect(status).toBe(1)
  })
})
