import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { withDetectedCapabilities } from './capabilities.ts'
import { title } from './case.ts'
import { breaksMust, type Result, report, summary } from './report.ts'
import { outcomeOf } from './run.ts'
import { tables } from './tables/index.ts'
import { networkTarget } from './targets.ts'

const USAGE = `Plays Berth's protocol tables against a registry and prints what holds.

  npm run verify -- <url> [options]

  --only <endpoint>     only the cases of one endpoint, as in --only end-5
  --prefix <name>       begin the names of the repositories it pushes to with this; default: protocol
  --header <header>     send this with every request, as in --header "Authorization: Basic …"; may be repeated
  --json                print the results as JSON

It pushes some 30 MB to repositories of its own under <prefix>/<random>/ and leaves them there.
Exit code 1: something the specification demands (MUST) does not hold.
`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    prefix: { type: 'string', default: 'protocol' },
    header: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const [baseUrl, ...rest] = positionals
if (options.help || baseUrl === undefined || rest.length > 0 || !URL.canParse(baseUrl)) {
  process.stderr.write(USAGE)
  process.exit(options.help ? 0 : 2)
}

/** Ends the run before it has begun. */
function giveUp(reason: string): never {
  process.stderr.write(`${baseUrl} cannot be verified: ${reason}\n`)
  process.exit(2)
}

const headers = Object.fromEntries(
  options.header.map((header) => {
    const colon = header.indexOf(':')
    return [header.slice(0, colon).trim(), header.slice(colon + 1).trim()]
  }),
)
// Another run, another set of names: what earlier runs have left is never in the way.
const prefix = `${options.prefix}/${randomBytes(4).toString('hex')}`
const registry = networkTarget(baseUrl, { headers })
await registry.fetch(new Request(new URL('/v2/', baseUrl), { signal: AbortSignal.timeout(30_000) })).then(
  ({ status }) => {
    if (status === 401) giveUp('it asks for credentials; send them with --header')
  },
  (error: Error) => giveUp(error.cause instanceof Error ? error.cause.message : error.message),
)
const target = await withDetectedCapabilities(registry, prefix)

const results: Result[] = []
for (const protocolCase of Object.values(tables).flat()) {
  if (options.only !== undefined && protocolCase.by !== options.only) continue
  const outcome = await outcomeOf(protocolCase, target, `${prefix}/${results.length + 1}`)
  results.push({ protocolCase, outcome })
}

if (options.json) {
  const rows = results.map(({ protocolCase, outcome }) => ({
    title: title(protocolCase),
    level: protocolCase.level,
    ...outcome,
  }))
  process.stdout.write(
    `${JSON.stringify({ capabilities: [...target.capabilities], results: rows }, undefined, 2)}\n`,
  )
} else {
  const offered = [...target.capabilities].join(', ') || 'nothing optional'
  process.stdout.write(`${baseUrl} offers ${offered}\n\n${report(results)}\n`)
}
if (options.only !== undefined && results.length === 0) {
  process.stderr.write(`no case is about ${options.only}\n${summary(results)}\n`)
  process.exitCode = 2
} else if (results.some(({ outcome }) => breaksMust(outcome))) {
  process.exitCode = 1
}
