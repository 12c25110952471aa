import type { Config } from './schema.ts'

/** Whether somebody is asked who they are: by rules here, or by a token server. Otherwise everybody may do everything. */
export function isGuarded({ access }: Pick<Config, 'access'>): boolean {
  return access.rules !== undefined || access.tokenServer !== undefined
}
