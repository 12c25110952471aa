import type { RepositoryName } from '@berth/spec/grammar'
import type { Page, PageRequest } from '../storage.ts'
import { type Database, first, rows } from './connection.ts'

export function repositoryExists(db: Database, name: RepositoryName): boolean {
  return first(db, 'SELECT 1 FROM repository WHERE name = ?', name) !== undefined
}

/** All repositories something was ever pushed to, blobs alone included, as docker's own registry lists them. */
export function listRepositories(db: Database, { after, limit }: PageRequest<string>): Page<RepositoryName> {
  const found = rows<{ name: RepositoryName }>(
    db,
    'SELECT name FROM repository WHERE name > ? ORDER BY name LIMIT ?',
    after ?? '',
    limit + 1,
  )
  return { items: found.slice(0, limit).map((row) => row.name), more: found.length > limit }
}

/** The id of a repository, which comes into being with the first thing pushed to it. */
export function ensureRepository(db: Database, name: RepositoryName, now: number): number {
  const existing = first<{ id: number }>(db, 'SELECT id FROM repository WHERE name = ?', name)
  if (existing !== undefined) return existing.id
  const made = first<{ id: number }>(
    db,
    'INSERT INTO repository (name, created) VALUES (?, ?) RETURNING id',
    name,
    now,
  )
  if (made === undefined) throw new Error('SQLite returned no id for a row it inserted')
  return made.id
}
