import { defineCommand } from 'citty'
import { accessCommand } from './access-command.ts'
import { configCommand } from './config.ts'
import { configFlags } from './config-flags.ts'
import { dataFlags } from './data-flags.ts'
import { loadForCommand } from './load.ts'
import { userCommand } from './user.ts'
import { version } from './version.ts'

const serveCommand = defineCommand({
  meta: { name: 'serve', description: 'Run the registry' },
  args: configFlags,
  async run({ args }) {
    const { config } = loadForCommand(args)
    // Only now: what is wrong with a command line should be said before a whole server is loaded.
    const { serve } = await import('./serve.ts')
    return serve(config)
  },
})

const scrubCommand = defineCommand({
  meta: {
    name: 'scrub',
    description:
      'Read all stored content now, and set aside what is damaged; a running registry does it itself',
  },
  args: dataFlags,
  async run({ args }) {
    const { config } = loadForCommand(args)
    const { scrub } = await import('./scrub.ts')
    return scrub(config, { json: args.json === true })
  },
})

const fsckCommand = defineCommand({
  meta: {
    name: 'fsck',
    description: 'Check every byte and every row of the data folder of a registry that is not running',
  },
  args: {
    ...dataFlags,
    repair: {
      type: 'boolean',
      description: 'Set damaged and stray files aside, so that clients push again what is lost',
    },
  },
  async run({ args }) {
    const { config } = loadForCommand(args)
    const { fsck } = await import('./fsck.ts')
    return fsck(config, { json: args.json === true, repair: args.repair === true })
  },
})

/** The command line: every command, with its flags. */
export const berth = defineCommand({
  meta: { name: 'berth', version, description: 'An OCI container registry' },
  subCommands: {
    serve: serveCommand,
    user: userCommand,
    fsck: fsckCommand,
    scrub: scrubCommand,
    access: accessCommand,
    config: configCommand,
  },
})
