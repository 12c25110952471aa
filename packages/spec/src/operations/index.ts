import { createToken, listAudit, listTokens, revokeToken } from './access.ts'
import { getBase } from './base.ts'
import { deleteBlob, getBlob, headBlob } from './blobs.ts'
import { listReferrers, listRepositories, listTags } from './discovery.ts'
import { exchangeToken, issueToken } from './login.ts'
import { getScrub, startScrub, stopScrub } from './maintenance.ts'
import { deleteManifest, getManifest, headManifest, putManifest } from './manifests.ts'
import {
  getDocs,
  getDocsAsset,
  getDocument,
  getLiveness,
  getMetrics,
  getReadiness,
  getStartup,
} from './service.ts'
import { cancelUpload, finishUpload, getUpload, patchUpload, startUpload } from './uploads.ts'

/** Every operation of the API by its id: the key that server, client, documentation and logs share. */
export const operations = {
  getBase,
  getBlob,
  headBlob,
  deleteBlob,
  getManifest,
  headManifest,
  putManifest,
  deleteManifest,
  startUpload,
  getUpload,
  patchUpload,
  finishUpload,
  cancelUpload,
  listTags,
  listReferrers,
  listRepositories,
  issueToken,
  exchangeToken,
  startScrub,
  getScrub,
  stopScrub,
  createToken,
  listTokens,
  revokeToken,
  listAudit,
  getLiveness,
  getReadiness,
  getStartup,
  getMetrics,
  getDocument,
  getDocs,
  getDocsAsset,
} as const

export type Operations = typeof operations
export type OperationId = keyof Operations
