import type { Settings } from '../settings.ts'
import type { Config } from './schema.ts'

/** What App gets to know of the configuration. */
export function toSettings({ http, content, contract }: Config): Settings {
  return {
    publicUrl: http.publicUrl,
    trustedProxies: http.trustedProxies,
    forwardedHeader: http.forwardedHeader,
    corsOrigins: http.cors.origins,
    deleteEnabled: content.delete,
    maxPageSize: content.pageSize,
    maxManifestBytes: content.maxManifestSize,
    contractMode: contract.check,
    warning: content.warning,
  }
}
