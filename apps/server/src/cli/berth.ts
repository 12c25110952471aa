import { defineCommand } from 'citty'
import { configCommand } from './config.ts'
import { configFlags } from './config-flags.ts'
import { loadForCommand } from './load.ts'
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

/** The command line: every command, with its flags. */
export const berth = defineCommand({
  meta: { name: 'berth', version, description: 'An OCI container registry' },
  subCommands: { serve: serveCommand, config: configCommand },
})
