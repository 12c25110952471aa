import { defineCommand } from 'citty'
import { everyValue } from './command-line.ts'
import { dataFlags } from './data-flags.ts'
import { loadForCommand } from './load.ts'

const name = { type: 'positional', description: 'Name of the robot', required: true } as const

const create = defineCommand({
  meta: {
    name: 'create',
    description: 'Make a token for a robot and print it, which nobody can do again',
  },
  args: {
    name,
    scope: {
      type: 'string',
      valueHint: 'pull,push:team/**',
      description: 'What it may do, and to which repositories; may be given again and again',
    },
    expires: {
      type: 'string',
      valueHint: 'duration',
      description: 'How long it is good: 12h, 30d, never (default: 90d)',
    },
    ...dataFlags,
  },
  async run({ args, rawArgs }) {
    const { config } = loadForCommand(args)
    const { createToken } = await import('./tokens.ts')
    const wanted = {
      name: String(args.name),
      scopes: everyValue(rawArgs, 'scope'),
      expires: args.expires as string | undefined,
    }
    return createToken(config, wanted, { json: args.json === true })
  },
})

const list = defineCommand({
  meta: { name: 'ls', description: 'List the tokens that are not revoked' },
  args: dataFlags,
  async run({ args }) {
    const { config } = loadForCommand(args)
    const { listTokens } = await import('./tokens.ts')
    return listTokens(config, { json: args.json === true })
  },
})

const revoke = defineCommand({
  meta: { name: 'revoke', description: 'Revoke a token: the next request with it is refused' },
  args: { name, ...dataFlags },
  async run({ args }) {
    const { config } = loadForCommand(args)
    const { revokeToken } = await import('./tokens.ts')
    return revokeToken(config, String(args.name), { json: args.json === true })
  },
})

/** `berth token …` */
export const tokenCommand = defineCommand({
  meta: { name: 'token', description: 'Make, list and revoke API tokens, in a running registry too' },
  subCommands: { create, ls: list, revoke },
})
