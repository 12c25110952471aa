import type { ArgsDef } from 'citty'
import { configFlags } from './config-flags.ts'

type Flag = NonNullable<ArgsDef[string]>

/** The flags of commands that work on a data folder without serving it. */
export const dataFlags: ArgsDef = {
  config: configFlags.config as Flag,
  data: configFlags.data as Flag,
  json: { type: 'boolean', description: 'Print the result as JSON' },
}
