import { defineCommand } from 'citty'
import { configJsonSchema } from '../config/json-schema.ts'
import { printConfig } from '../config/print.ts'
import { configTable } from '../config/table.ts'
import { configFlags } from './config-flags.ts'
import { loadForCommand } from './load.ts'

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

const check = defineCommand({
  meta: { name: 'check', description: 'Check the configuration and list all that is wrong with it' },
  args: configFlags,
  async run({ args }) {
    const { config } = loadForCommand(args)
    const { checkCertificate } = await import('./credentials.ts')
    const warning = await checkCertificate(config)
    print(warning === undefined ? 'The configuration is OK.' : `The configuration is OK, but ${warning}`)
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
