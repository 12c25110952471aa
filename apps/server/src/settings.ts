/** What an operator can decide about the running registry, parsed once at start and read-only afterwards. */
export interface Settings {
  /** Origin, and path prefix if any, under which clients reach the registry. Locations are relative without it. */
  readonly publicUrl?: string | undefined
  /** Addresses or CIDR ranges of proxies that are believed what they say of a request. */
  readonly trustedProxies: readonly string[]
  /** Which headers they say it in: `X-Forwarded-*` or `Forwarded`. The others are never read. */
  readonly forwardedHeader: 'x-forwarded' | 'forwarded'
  /** Origins of other pages that may use the registry from a browser; `*` is any, none by default: it may be open to
   *  whoever reaches it, and every page in the browser of whoever runs it does. */
  readonly corsOrigins: readonly string[]
  /** Whether manifests, tags and blobs can be deleted. */
  readonly deleteEnabled: boolean
  /** Most entries of one page of tags, repositories or referrers. */
  readonly maxPageSize: number
  /** Largest manifest, in bytes. */
  readonly maxManifestBytes: number
  /** Check every reply against the contract: for tests and for those who build clients. */
  readonly contractMode: boolean
  /** A notice for people, sent as a `Warning` header on pulls and pushes. Empty: none. */
  readonly warning: string
}

export const defaultSettings: Settings = {
  trustedProxies: [],
  forwardedHeader: 'x-forwarded',
  corsOrigins: [],
  deleteEnabled: true,
  maxPageSize: 10_000,
  maxManifestBytes: 4 * 1024 * 1024,
  contractMode: false,
  warning: '',
}
