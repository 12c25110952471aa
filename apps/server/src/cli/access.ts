import { defineCommand } from 'citty'
import { everyValue, usageError } from './command-line.ts'
import { configFlags } from './config-flags.ts'
import { exitCodes } from './exit-codes.ts'
import { describeAccess, explainAccess } from './explain-access.ts'
import { loadForCommand } from './load.ts'

const explain = defineCommand({
  meta: {
    name: 'explain',
    description: 'Say whether somebody may do something in a repository, and by which rule',
  },
  args: {
    who: {
      type: 'positional',
      description: 'anonymous, alice, robot:ci, certificate:node-1 or workload:github:x',
    },
    right: { type: 'positional', description: 'pull, push, delete or admin' },
    repository: { type: 'positional', description: 'Name of a repository, whether or not it exists' },
    ...configFlags,
    claim: { type: 'string', valueHint: 'name=value', description: 'A claim of a workload; may be repeated' },
    json: { type: 'boolean', description: 'Print the result as JSON' },
  },
  run({ args, rawArgs }) {
    const { config } = loadForCommand(args)
    const claims = Object.fromEntries(everyValue(rawArgs, 'claim').map(readClaim))
    const { who, right, repository } = args as unknown as Record<'who' | 'right' | 'repository', string>
    const answer = explainAccess(config, { who, right, repository, claims })
    if (args.json === true) process.stdout.write(`${JSON.stringify(answer)}\n`)
    else
      process.stdout.write(`${[answer.text, ...(answer.allowed ? [] : describeAccess(config))].join('\n')}\n`)
    return answer.allowed ? exitCodes.ok : exitCodes.denied
  },
})

function readClaim(text: string): [string, string] {
  const equals = text.indexOf('=')
  if (equals < 1) throw usageError(['berth', 'access', 'explain'], `--claim ${text}: write name=value`)
  return [text.slice(0, equals), text.slice(equals + 1)]
}

/** `berth access …` */
export const accessCommand = defineCommand({
  meta: { name: 'access', description: 'Who may do what' },
  subCommands: { explain },
})
