import { defineCommand } from 'citty'
import { configJsonSchema } from '../config/json-schema.ts'
import { printConfig } from '../config/print.ts'
import { configTable } from '../config/table.ts'
import { everyValue, usageError } from './command-line.ts'
import { configFlags } from './config-flags.ts'
import { exitCodes } from './exit-codes.ts'
import { describeAccess, explainAccess } from './explain-access.ts'
import { loadForCommand } from './load.ts'

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

const check = defineCommand({
  meta: { name: 'check', description: 'Check the configuration and list all that is wrong with it' },
  args: {
    ...configFlags,
    may: {
      type: 'string',
      valueHint: 'who right repository',
      description:
        "Also say whether somebody may do something, such as 'alice push team/app'; may be repeated",
    },
  },
  async run({ args, rawArgs }) {
    const { config } = loadForCommand(args)
    const { checkAccessFiles } = await import('./open-access.ts')
    const userProblems = await checkAccessFiles(config)
    const answers = everyValue(rawArgs, 'may').map((question) => {
      const [who = '', right = '', repository = '', ...more] = question.trim().split(/\s+/)
      if (repository === '' || more.length > 0)
        throw usageError(
          ['berth', 'config', 'check'],
          `${JSON.stringify(question)}: write who, right and repository`,
        )
      return explainAccess(config, { who, right, repository })
    })
    const { checkCertificate } = await import('./credentials.ts')
    const warning = await checkCertificate(config)
    print(warning === undefined ? 'The configuration is OK.' : `The configuration is OK, but ${warning}`)
    for (const line of [...describeAccess(config), ...userProblems]) print(line)
    for (const { text } of answers) print(text)
    return answers.every(({ allowed }) => allowed) ? exitCodes.ok : exitCodes.denied
  },
})

const printed = defineCommand({
  meta: { name: 'print', description: 'Print the effective configuration and where each value comes from' },
  args: configFlags,
  run({ args }) {
    print(printConfig(loadForCommand(args)))
  },
})

const schema = defineCommand({
  meta: { name: 'schema', description: 'Print the JSON Schema of berth.yaml, for editors' },
  run() {
    print(JSON.stringify(configJsonSchema(), null, 2))
  },
})

const table = defineCommand({
  meta: { name: 'table', description: 'Print every setting with its names and default, as Markdown' },
  run() {
    print(configTable())
  },
})

/** `berth config …` */
export const configCommand = defineCommand({
  meta: { name: 'config', description: 'Check, print and describe the configuration' },
  subCommands: { check, print: printed, schema, table },
})
