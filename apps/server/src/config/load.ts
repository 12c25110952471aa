import { existsSync } from 'node:fs'
import { accessProblems } from './access-problems.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { exposure } from './exposure.ts'
import { fields } from './fields.ts'
import { readConfigFile } from './file.ts'
import { type Flags, readFlags } from './flags.ts'
import { type Given, nothingGiven } from './given.ts'
import { type Config, configSchema } from './schema.ts'
import { tlsProblems } from './tls.ts'

/** Read from the working directory when it is there and no other file is named. */
export const DEFAULT_FILE = 'berth.yaml'

export interface ConfigSources {
  readonly flags: Flags
  readonly environment: Environment
  /** From `--config`; a named file that is missing is a problem, a missing {@link DEFAULT_FILE} is none. */
  readonly file?: string | undefined
}

export interface LoadedConfig {
  readonly config: Config
  /** What was given for each field and where; a field that is not in it has its default. */
  readonly given: ReadonlyMap<string, Given>
}

/** The configuration cannot be used. `problems` is all that is wrong with it, a line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * The configuration: a flag goes before the environment, that before the file, that before the default.
 * @throws {ConfigError} with the problems of all sources together.
 */
export function loadConfig({ flags, environment, file }: ConfigSources): LoadedConfig {
  const named = file ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined)
  const sources = [
    named === undefined ? nothingGiven : readConfigFile(named),
    readEnvironment(environment),
    readFlags(flags),
  ]
  const problems = sources.flatMap((source) => source.problems)
  const given = new Map(sources.flatMap((source) => [...source.given]))
  const config = configSchema.parse(nested(given))
  const exposed = exposure(config, given, flags)
  if (exposed !== undefined) problems.push(exposed)
  problems.push(...accessProblems(config, given))
  problems.push(...tlsProblems(config.http.tls, given))
  if (problems.length > 0) throw new ConfigError(problems)
  return { config, given }
}

function nested(given: ReadonlyMap<string, Given>): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const { key, path } of fields) {
    const entry = given.get(key)
    if (entry === undefined) continue
    const parent = path.slice(0, -1).reduce((object, name) => {
      object[name] ??= {}
      return object[name] as Record<string, unknown>
    }, root)
    parent[path.at(-1) as string] = entry.value
  }
  return root
}
