import { defineCommand } from 'citty'
import { accessCommand } from './access.ts'
import { configCommand } from './config.ts'
import { configFlags } from './config-flags.ts'
import { dataFlags } from './data-flags.ts'
import { loadForCommand } from './load.ts'
import { tokenCommand } from './token.ts'
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

const auditCommand = defineCommand({
  meta: { name: 'audit', description: 'Print what was pushed, deleted and operated by whom, newest first' },
  args: {
    ...dataFlags,
    repository: { type: 'string', valueHint: 'name', description: 'Only what was done to this repository' },
    principal: {
      type: 'string',
      valueHint: 'robot:ci',
      description: 'Only what this principal has done, or was denied',
    },
    limit: { type: 'string', valueHint: 'number', description: 'Most entries to print (default: 50)' },
  },
  async run({ args }) {
    const { config } = loadForCommand(args)
    const { audit } = await import('./audit.ts')
    const { repository, principal, limit } = args as Record<string, string | undefined>
    return audit(config, { repository, principal, limit, json: args.json === true })
  },
})

/** The command line: every command, with its flags. */
export const berth = defineCommand({
  meta: { name: 'berth', version, description: 'An OCI container registry' },
  subCommands: {
    serve: serveCommand,
    token: tokenCommand,
    access: accessCommand,
    audit: auditCommand,
    user: userCommand,
    fsck: fsckCommand,
    scrub: scrubCommand,
    config: configCommand,
  },
})
