import { createRequire } from 'node:module'

/** The version of this server, from its manifest; the way there is the same from `src` and from `dist`. */
export const version = (createRequire(import.meta.url)('../../package.json') as { version: string }).version
