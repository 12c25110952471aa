import { type CommandDef, runCommand } from 'citty'
import { berth } from './berth.ts'
import { findCommand, type NamedCommand, refuseUnknown, usageError } from './command-line.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { helpFor } from './help.ts'
import { version } from './version.ts'

/** Runs a command line (without `node` and the script) and resolves to the exit code. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  try {
    return await perform(argv)
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    return error instanceof CommandError ? error.exitCode : exitCodes.unexpected
  }
}

async function perform(argv: readonly string[]): Promise<ExitCode> {
  if (argv[0] === '--version' || argv[0] === '-v') {
    process.stdout.write(`${version}\n`)
    return exitCodes.ok
  }
  const named = findCommand(berth as CommandDef, argv)
  if (named.rest.includes('--help') || named.rest.includes('-h')) {
    process.stdout.write(await helpFor(named))
    return exitCodes.ok
  }
  refuseUnknown(named)
  if (named.command.run === undefined) throw await noCommand(named)
  const { result } = await runCommand(named.command, { rawArgs: [...named.rest] })
  return (result as ExitCode | undefined) ?? exitCodes.ok
}

async function noCommand(named: NamedCommand): Promise<CommandError> {
  process.stderr.write(`${await helpFor(named)}\n`)
  return usageError(named.words, 'say which command')
}

/** Lines for people; the stack only of what nobody expected. */
function explain(error: unknown): string {
  if (error instanceof CommandError)
    return error.message.replace(/^/gm, 'berth: ').replace('berth: See:', 'See:')
  return `berth: an unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}
