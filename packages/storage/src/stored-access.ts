import type { AccessRecords, AuditRecord, AuditRequest, NewToken } from './access-records.ts'
import type { MetadataStore } from './metadata-store.ts'
import type { PageRequest } from './storage.ts'

/** Entries that are dropped in one transaction: other writers wait for no more than that. */
const TRIM_BATCH = 500

/** What access control keeps, in the database. */
export class StoredAccess implements AccessRecords {
  readonly #metadata: MetadataStore

  constructor(metadata: MetadataStore) {
    this.#metadata = metadata
  }

  createToken(token: NewToken) {
    return this.#metadata.write('createToken', { ...token, now: Date.now() })
  }

  findToken(id: string) {
    return this.#metadata.findToken(id)
  }

  listTokens(page: PageRequest<string>) {
    return this.#metadata.listTokens(page)
  }

  revokeToken(name: string) {
    return this.#metadata.write('revokeToken', { name, now: Date.now() })
  }

  touchTokens(uses: readonly { id: string; at: number }[]) {
    return this.#metadata.write('touchTokens', uses)
  }

  recordAudit(entries: readonly AuditRecord[]) {
    return this.#metadata.write('recordAudit', entries)
  }

  listAudit(request: AuditRequest) {
    return this.#metadata.listAudit(request)
  }

  async trimAudit(before: number) {
    let count = 0
    for (;;) {
      const dropped = await this.#metadata.write('trimAudit', { before, limit: TRIM_BATCH })
      count += dropped
      if (dropped < TRIM_BATCH) return count
    }
  }
}
