import { type ArgsDef, defineCommand } from 'citty'
import { configFlags } from './config-flags.ts'
import { loadForCommand } from './load.ts'

type Flag = NonNullable<ArgsDef[string]>

const fileFlags: ArgsDef = {
  config: configFlags.config as Flag,
  file: {
    type: 'string',
    valueHint: 'file',
    description: 'File of the users (default: access.users of the configuration)',
  },
}

const nameAndFile: ArgsDef = {
  name: { type: 'positional', description: 'Name of the user' },
  ...fileFlags,
}

const passwordFlags: ArgsDef = {
  ...nameAndFile,
  'password-stdin': {
    type: 'boolean',
    description: 'Take the password from the first line of standard input, also on a terminal',
  },
}

type Args = Readonly<Record<string, unknown>>

/** What every one of these commands is told. */
function target(args: Args) {
  const { config } = loadForCommand({ config: args.config })
  return {
    name: String(args.name),
    file: args.file as string | undefined,
    config,
    fromStdin: args['password-stdin'] === true,
  }
}

const add = defineCommand({
  meta: { name: 'add', description: 'Add a user, with a password that is asked for' },
  args: passwordFlags,
  run: async ({ args }) => (await import('./users.ts')).addUser(target(args)),
})

const passwd = defineCommand({
  meta: { name: 'passwd', description: 'Give a user another password' },
  args: passwordFlags,
  run: async ({ args }) => (await import('./users.ts')).changePassword(target(args)),
})

const rm = defineCommand({
  meta: { name: 'rm', description: 'Remove a user' },
  args: nameAndFile,
  run: async ({ args }) => (await import('./users.ts')).removeUser(target(args)),
})

const ls = defineCommand({
  meta: { name: 'ls', description: 'List the users, and what keeps some from logging in' },
  args: { ...fileFlags, json: { type: 'boolean', description: 'Print the result as JSON' } },
  run: async ({ args }) =>
    (await import('./users.ts')).listUsers({ ...target(args), json: args.json === true }),
})

/** `berth user …` */
export const userCommand = defineCommand({
  meta: { name: 'user', description: 'Add, change, remove and list those who log in with a password' },
  subCommands: { add, passwd, rm, ls },
})
