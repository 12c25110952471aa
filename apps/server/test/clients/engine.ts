import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Bench } from './check.ts'
import { Unavailable } from './report.ts'
import { searchPath } from './tools.ts'

/** A docker engine, and how its client is called. */
export type Engine = { docker: readonly string[]; stop(): Promise<void> }

/** An engine without networks, cgroup managers or overlay mounts: it only has to push and pull. */
export async function startEngine(bench: Bench): Promise<Engine> {
  if (process.getuid?.() !== 0) throw new Unavailable('dockerd: needs root')
  const dir = join(bench.dir, 'engine')
  const socket = `unix://${dir}.sock`
  const config = {
    iptables: false,
    ip6tables: false,
    bridge: 'none',
    'storage-driver': 'vfs',
    'data-root': `${dir}/root`,
    'exec-root': `${dir}/exec`,
    pidfile: `${dir}.pid`,
    hosts: [socket],
    'insecure-registries': ['127.0.0.0/8'],
  }
  await writeFile(`${dir}.json`, JSON.stringify(config))
  const docker = ['docker', '-H', socket]
  const env = { ...process.env, PATH: searchPath, HOME: bench.dir }
  // In mounts of its own: where the system's are private, as in a container, dockerd leaves one that blocks its folder.
  const command = ['--mount', 'dockerd', '--config-file', `${dir}.json`]
  const daemon = spawn('unshare', command, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  daemon.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-8192)
  })
  const ended = once(daemon, 'exit').catch(() => undefined)
  const killEngine = () => daemon.kill('SIGKILL')
  process.once('exit', killEngine)

  const stop = async () => {
    daemon.kill('SIGTERM')
    const timer = setTimeout(() => daemon.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(timer)
    process.off('exit', killEngine)
    await endContainerd(`${dir}/exec/containerd/containerd.pid`)
  }

  const deadline = Date.now() + 30_000
  while (Date.now() < deadline && daemon.exitCode === null && daemon.signalCode === null) {
    const answered = await bench.run([...docker, 'version'], { timeout: 10_000 }).then(
      () => true,
      () => false,
    )
    if (answered) return { docker, stop }
    await delay(200)
  }
  await stop()
  throw new Unavailable(`dockerd: does not come up here: ${log.trim().split('\n').at(-1) ?? ''}`)
}

/** A dockerd that was killed leaves the containerd it started behind; one that left by itself has removed this file. */
async function endContainerd(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''))
  if (pid > 0) {
    try {
      process.kill(pid, 'SIGTERM')
    } catch {
      // It had gone already and only its file stayed.
    }
  }
}
