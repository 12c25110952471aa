import { recordAudit, trimAudit } from './audit.ts'
import { deleteBlob, mountBlob } from './blobs.ts'
import type { Database } from './connection.ts'
import { correctFingerprint, recordLoss, recordReturn } from './content.ts'
import { recordEvent } from './events.ts'
import { deleteManifest, putManifest } from './manifests.ts'
import { setProperty } from './schema.ts'
import { deleteTag } from './tags.ts'
import { createToken, revokeToken, touchTokens } from './tokens.ts'
import {
  adoptUploads,
  announceCommit,
  commitUpload,
  endUpload,
  expireUploads,
  finishUploads,
  leaseUpload,
  recordProgress,
  startUpload,
} from './uploads.ts'

/** Everything that changes the database: plain functions of the connection and values that can cross a thread. */
export const writes = {
  mountBlob,
  deleteBlob,
  putManifest,
  deleteManifest,
  deleteTag,
  startUpload,
  leaseUpload,
  recordProgress,
  announceCommit,
  commitUpload,
  finishUploads,
  endUpload,
  expireUploads,
  adoptUploads,
  recordLoss,
  recordReturn,
  correctFingerprint,
  recordEvent,
  setProperty,
  createToken,
  revokeToken,
  touchTokens,
  recordAudit,
  trimAudit,
} as const satisfies Record<string, (db: Database, args: never) => unknown>

export type WriteName = keyof typeof writes
export type WriteArguments<Name extends WriteName> = Parameters<(typeof writes)[Name]>[1]
export type WriteResult<Name extends WriteName> = ReturnType<(typeof writes)[Name]>

/**
 * Writes that need not wait for the disk. An upload session promises to survive the process, not a power cut, and its
 * bytes are not synced per chunk either (durability 1.1, step 2). A later durable commit makes these durable as well.
 */
const relaxed: ReadonlySet<WriteName> = new Set<WriteName>([
  'startUpload',
  'leaseUpload',
  'recordProgress',
  'announceCommit',
  'endUpload',
  'expireUploads',
  // What is lost of these is done again, or was never promised.
  'touchTokens',
  'trimAudit',
])

/** Whether the answer to this write may only be given once it is on disk. */
export function isDurable(name: WriteName): boolean {
  return !relaxed.has(name)
}
