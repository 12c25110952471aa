import { CommandFailed } from './command.ts'

/** Thrown when something a check needs cannot be had on this machine: no verdict on the registry, but never silence. */
export class Unavailable extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'Unavailable'
  }
}

type Outcome = {
  name: string
  verdict: 'ok' | 'FAILED' | 'skipped'
  seconds: number
  remark: string
}

/** Runs named pieces of work, remembers how each one ended, and prints one line for each at the end. */
export class Report {
  readonly #outcomes: Outcome[] = []

  get failed(): boolean {
    return this.#outcomes.some(({ verdict }) => verdict === 'FAILED')
  }

  /** The work may return a remark for its line. A failure is told at once and in full; the table holds its first line. */
  async record(name: string, work: () => Promise<string | undefined>): Promise<void> {
    const start = performance.now()
    let verdict: Outcome['verdict'] = 'ok'
    let remark = ''
    try {
      remark = (await work()) ?? ''
    } catch (error) {
      verdict = error instanceof Unavailable ? 'skipped' : 'FAILED'
      remark = firstLine(error)
      if (verdict === 'FAILED') say(`\n--- ${name} FAILED\n${inFull(error)}\n---\n`)
    }
    const seconds = (performance.now() - start) / 1000
    this.#outcomes.push({ name, verdict, seconds, remark })
    say(line({ name, verdict, seconds, remark }, 0))
  }

  print(): void {
    const width = Math.max(...this.#outcomes.map(({ name }) => name.length))
    say('')
    for (const outcome of this.#outcomes) say(line(outcome, width))
    const count = (verdict: Outcome['verdict']) => this.#outcomes.filter((o) => o.verdict === verdict).length
    say(`\n${count('ok')} ok, ${count('FAILED')} FAILED, ${count('skipped')} skipped`)
  }
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function line({ name, verdict, seconds, remark }: Outcome, width: number): string {
  const head = `${name.padEnd(width)}  ${verdict.padEnd(7)}  ${seconds.toFixed(1).padStart(6)} s`
  return remark === '' ? head : `${head}  ${remark}`
}

function firstLine(error: unknown): string {
  const text =
    error instanceof CommandFailed ? error.lastWords : String(error instanceof Error ? error.message : error)
  return text.split('\n')[0] ?? ''
}

function inFull(error: unknown): string {
  if (error instanceof CommandFailed) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
