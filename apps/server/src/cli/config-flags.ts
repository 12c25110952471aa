import type { ArgsDef } from 'citty'
import { fields } from '../config/fields.ts'
import type { Flags } from '../config/flags.ts'
import { DEFAULT_FILE } from '../config/load.ts'

/** The flags that set fields of the configuration, and `--config`: those of every command that reads it. */
export const configFlags: ArgsDef = {
  config: {
    type: 'string',
    valueHint: 'file',
    description: `Configuration file (default: ./${DEFAULT_FILE} when it exists)`,
  },
  ...Object.fromEntries(
    fields.flatMap(({ flag, isSwitch, description, default: value }) =>
      flag === undefined
        ? []
        : [
            [
              flag,
              // No `default` here: citty would fill it in, and then a flag could not be told from its absence.
              isSwitch
                ? { type: 'boolean' as const, description }
                : {
                    type: 'string' as const,
                    description: `${description} (default: ${value})`,
                    valueHint: flag,
                  },
            ],
          ],
    ),
  ),
}

/** What was given of them. */
export function givenFlags(args: Readonly<Record<string, unknown>>): Flags {
  const names = Object.keys(configFlags)
  return Object.fromEntries(names.map((name) => [name, args[name] as string | boolean | undefined]))
}
