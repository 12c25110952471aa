import { createRequire } from 'node:module'

/** The YAML library, read when there is YAML to read or write: a registry without a file need not hold it in memory. */
export function yaml(): typeof import('yaml') {
  return createRequire(import.meta.url)('yaml')
}
