import { ConfigError, type LoadedConfig, loadConfig } from '../config/load.ts'
import { givenFlags } from './config-flags.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/** The configuration for the flags of a command. @throws {CommandError} that lists all that is wrong with it. */
export function loadForCommand(args: Readonly<Record<string, unknown>>): LoadedConfig {
  const flags = givenFlags(args)
  const file = typeof flags.config === 'string' ? flags.config : undefined
  try {
    return loadConfig({ flags, environment: process.env, file })
  } catch (error) {
    if (error instanceof ConfigError) {
      throw new CommandError(exitCodes.usage, error.message, { cause: error })
    }
    throw error
  }
}
