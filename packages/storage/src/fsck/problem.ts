/**
 * Something a check has found. A violation breaks a promise of the registry (durability 1.5); a leftover breaks none: a
 * crash or an aborted upload may leave it, and it goes in time.
 */
export interface Problem {
  severity: 'violation' | 'leftover'
  kind: 'database' | 'tag' | 'manifest' | 'blob' | 'file' | 'upload'
  /** Which one: a digest, a tag, a path. */
  subject: string
  detail: string
}

export type Say = (problem: Problem) => void
