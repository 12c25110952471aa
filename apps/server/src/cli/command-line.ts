import type { ArgsDef, CommandDef } from 'citty'
import { didYouMean } from '../config/nearest.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/** The command that a command line names, with the words that lead to it. */
export interface NamedCommand {
  readonly command: CommandDef
  /** `['berth', 'config', 'check']` */
  readonly words: readonly string[]
  /** What follows those words. */
  readonly rest: readonly string[]
}

/** Follows the words of a command line to its command. @throws {CommandError} for a word that is no command. */
export function findCommand(root: CommandDef, argv: readonly string[]): NamedCommand {
  let found: NamedCommand = { command: root, words: ['berth'], rest: argv }
  for (;;) {
    const commands = found.command.subCommands as Readonly<Record<string, CommandDef>> | undefined
    const [word] = found.rest
    if (commands === undefined || word === undefined || word.startsWith('-')) return found
    const command = Object.hasOwn(commands, word) ? commands[word] : undefined
    if (command === undefined) {
      const known = Object.keys(commands)
      throw usageError(found.words, `there is no command ${JSON.stringify(word)}${didYouMean(word, known)}`)
    }
    found = { command, words: [...found.words, word], rest: found.rest.slice(1) }
  }
}

/**
 * citty reads a command line generously: what it does not know it passes over. A registry that starts although half of
 * a flag was misspelt runs with other settings than its operator believes, so here everything has to be known.
 * @throws {CommandError}
 */
export function refuseUnknown({ command, words, rest }: NamedCommand): void {
  const { flags, positionals } = argumentsOf(command)
  const known = [...Object.keys(flags).map((name) => `--${name}`), '--help']
  let taken = 0
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] as string
    if (!word.startsWith('-')) {
      if (taken === positionals.length)
        throw usageError(words, `${JSON.stringify(word)} is one word too many`)
      taken++
      continue
    }
    const [typed = '', value] = word.split(/=(.*)/s, 2)
    const name = typed.replace(/^--(no-)?/, '')
    const flag = typed.startsWith('--') && Object.hasOwn(flags, name) ? flags[name] : undefined
    const negated = typed.startsWith('--no-')
    if (flag === undefined || (negated && flag.type !== 'boolean')) {
      throw usageError(words, `there is no flag ${typed}${didYouMean(typed, known, '')}`)
    }
    if (flag.type === 'boolean') {
      if (value !== undefined) throw usageError(words, `${typed} takes no value; for no, use --no-${name}`)
      continue
    }
    if (value !== undefined) continue
    index++
    const next = rest[index]
    if (next === undefined || next.startsWith('--')) throw usageError(words, `${typed} needs a value`)
  }
  const missing = positionals.slice(taken).find(({ required }) => required)
  if (missing !== undefined) throw usageError(words, `${missing.name.toUpperCase()} is missing`)
}

/**
 * Every value of a flag that may be given again and again, in their order; citty keeps the last one only.
 * @param rest the words after the command, once `refuseUnknown` has let them pass: no value is taken for a flag there.
 */
export function everyValue(rest: readonly string[], name: string): string[] {
  return rest.flatMap((word, index) => {
    if (word === `--${name}`) return rest.slice(index + 1, index + 2)
    return word.startsWith(`--${name}=`) ? [word.slice(name.length + 3)] : []
  })
}

/** What may follow the words of a command: flags by their names, and positional words in their order. */
function argumentsOf(command: CommandDef): {
  flags: ArgsDef
  positionals: readonly { name: string; required: boolean }[]
} {
  const all = Object.entries((command.args ?? {}) as ArgsDef)
  return {
    flags: Object.fromEntries(all.filter(([, { type }]) => type !== 'positional')),
    positionals: all
      .filter(([, { type }]) => type === 'positional')
      .map(([name, { required }]) => ({ name, required: required !== false })),
  }
}

export function usageError(words: readonly string[], problem: string): CommandError {
  return new CommandError(exitCodes.usage, `${problem}\nSee: ${words.join(' ')} --help`)
}
