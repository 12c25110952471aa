// Generated from packages/spec/openapi.json by `npm run generate`. Do not edit.

import type { ErrorCode } from '@berth/spec/errors'
import { type Client, type FetchOptions, type FetchResponse, mergeHeaders } from 'openapi-fetch'
import type { paths } from './schema.gen.ts'

/** What a call takes: `params`, `headers`, `body`, `signal`. */
type Init<Operation> = Omit<FetchOptions<Operation>, 'parseAs'>

/** What a call gives: `data` of a success or `error` of anything else, and the `response` itself. */
type Result<
  Operation extends Record<string | number, unknown>,
  ParseAs extends 'json' | 'text' | 'arrayBuffer' | 'stream',
> = Promise<FetchResponse<Operation, { parseAs: ParseAs }, `${string}/${string}`>>

/** Every operation of the contract, one method for each operationId. */
export interface Operations {
  /**
   * Check that the registry speaks this API (end-1).
   *
   * `GET /v2/`
   */
  getBase(init?: Init<paths['/v2/']['get']>): Result<paths['/v2/']['get'], 'json'>
  /**
   * Pull a blob (end-2).
   *
   * `GET /v2/{name}/blobs/{digest}`
   */
  getBlob(init: Init<paths['/v2/{name}/blobs/{digest}']['get']>): Result<paths['/v2/{name}/blobs/{digest}']['get'], 'stream'>
  /**
   * Check that a blob exists (end-2).
   *
   * `HEAD /v2/{name}/blobs/{digest}`
   */
  headBlob(init: Init<paths['/v2/{name}/blobs/{digest}']['head']>): Result<paths['/v2/{name}/blobs/{digest}']['head'], 'text'>
  /**
   * Delete a blob (end-10).
   *
   * `DELETE /v2/{name}/blobs/{digest}`
   */
  deleteBlob(init: Init<paths['/v2/{name}/blobs/{digest}']['delete']>): Result<paths['/v2/{name}/blobs/{digest}']['delete'], 'text'>
  /**
   * Pull a manifest (end-3).
   *
   * `GET /v2/{name}/manifests/{reference}`
   */
  getManifest(init: Init<paths['/v2/{name}/manifests/{reference}']['get']>): Result<paths['/v2/{name}/manifests/{reference}']['get'], 'arrayBuffer'>
  /**
   * Check that a manifest exists (end-3).
   *
   * `HEAD /v2/{name}/manifests/{reference}`
   */
  headManifest(init: Init<paths['/v2/{name}/manifests/{reference}']['head']>): Result<paths['/v2/{name}/manifests/{reference}']['head'], 'text'>
  /**
   * Push a manifest (end-7a, end-7b).
   *
   * `PUT /v2/{name}/manifests/{reference}`
   */
  putManifest(init: Init<paths['/v2/{name}/manifests/{reference}']['put']> & { headers: { 'Content-Type': string } }): Result<paths['/v2/{name}/manifests/{reference}']['put'], 'text'>
  /**
   * Delete a tag or a manifest (end-9).
   *
   * `DELETE /v2/{name}/manifests/{reference}`
   */
  deleteManifest(init: Init<paths['/v2/{name}/manifests/{reference}']['delete']>): Result<paths['/v2/{name}/manifests/{reference}']['delete'], 'text'>
  /**
   * Start an upload, push a blob at once, or mount one (end-4a, end-4b, end-4c, end-11).
   *
   * `POST /v2/{name}/blobs/uploads/`
   */
  startUpload(init: Init<paths['/v2/{name}/blobs/uploads/']['post']>): Result<paths['/v2/{name}/blobs/uploads/']['post'], 'text'>
  /**
   * Ask how far an upload has come (end-13).
   *
   * `GET /v2/{name}/blobs/uploads/{session}`
   */
  getUpload(init: Init<paths['/v2/{name}/blobs/uploads/{session}']['get']>): Result<paths['/v2/{name}/blobs/uploads/{session}']['get'], 'text'>
  /**
   * Upload a chunk (end-5).
   *
   * `PATCH /v2/{name}/blobs/uploads/{session}`
   */
  patchUpload(init: Init<paths['/v2/{name}/blobs/uploads/{session}']['patch']>): Result<paths['/v2/{name}/blobs/uploads/{session}']['patch'], 'text'>
  /**
   * Finish an upload (end-6).
   *
   * `PUT /v2/{name}/blobs/uploads/{session}`
   */
  finishUpload(init: Init<paths['/v2/{name}/blobs/uploads/{session}']['put']>): Result<paths['/v2/{name}/blobs/uploads/{session}']['put'], 'text'>
  /**
   * Cancel an upload (end-14).
   *
   * `DELETE /v2/{name}/blobs/uploads/{session}`
   */
  cancelUpload(init: Init<paths['/v2/{name}/blobs/uploads/{session}']['delete']>): Result<paths['/v2/{name}/blobs/uploads/{session}']['delete'], 'text'>
  /**
   * List tags (end-8a, end-8b).
   *
   * `GET /v2/{name}/tags/list`
   */
  listTags(init: Init<paths['/v2/{name}/tags/list']['get']>): Result<paths['/v2/{name}/tags/list']['get'], 'json'>
  /**
   * List referrers (end-12a, end-12b).
   *
   * `GET /v2/{name}/referrers/{digest}`
   */
  listReferrers(init: Init<paths['/v2/{name}/referrers/{digest}']['get']>): Result<paths['/v2/{name}/referrers/{digest}']['get'], 'json'>
  /**
   * List repositories.
   *
   * `GET /v2/_catalog`
   */
  listRepositories(init?: Init<paths['/v2/_catalog']['get']>): Result<paths['/v2/_catalog']['get'], 'json'>
  /**
   * Get a token for the scopes of a challenge.
   *
   * `GET /token`
   */
  issueToken(init?: Init<paths['/token']['get']>): Result<paths['/token']['get'], 'json'>
  /**
   * Get a token for a password or a refresh token.
   *
   * `POST /token`
   */
  exchangeToken(init: Init<paths['/token']['post']>): Result<paths['/token']['post'], 'json'>
  /**
   * Scrub all content now.
   *
   * `POST /api/v1/scrub`
   */
  startScrub(init?: Init<paths['/api/v1/scrub']['post']>): Result<paths['/api/v1/scrub']['post'], 'json'>
  /**
   * Ask how far a scrub is and what the last one found.
   *
   * `GET /api/v1/scrub`
   */
  getScrub(init?: Init<paths['/api/v1/scrub']['get']>): Result<paths['/api/v1/scrub']['get'], 'json'>
  /**
   * Stop a scrub.
   *
   * `DELETE /api/v1/scrub`
   */
  stopScrub(init?: Init<paths['/api/v1/scrub']['delete']>): Result<paths['/api/v1/scrub']['delete'], 'json'>
  /**
   * Create an API token.
   *
   * `POST /api/v1/tokens`
   */
  createToken(init: Init<paths['/api/v1/tokens']['post']>): Result<paths['/api/v1/tokens']['post'], 'json'>
  /**
   * List API tokens.
   *
   * `GET /api/v1/tokens`
   */
  listTokens(init?: Init<paths['/api/v1/tokens']['get']>): Result<paths['/api/v1/tokens']['get'], 'json'>
  /**
   * Revoke an API token.
   *
   * `DELETE /api/v1/tokens/{token}`
   */
  revokeToken(init: Init<paths['/api/v1/tokens/{token}']['delete']>): Result<paths['/api/v1/tokens/{token}']['delete'], 'text'>
  /**
   * Read the audit trail.
   *
   * `GET /api/v1/audit`
   */
  listAudit(init?: Init<paths['/api/v1/audit']['get']>): Result<paths['/api/v1/audit']['get'], 'json'>
  /**
   * Whether the process runs.
   *
   * `GET /livez`
   */
  getLiveness(init?: Init<paths['/livez']['get']>): Result<paths['/livez']['get'], 'json'>
  /**
   * Whether requests can be served.
   *
   * `GET /readyz`
   */
  getReadiness(init?: Init<paths['/readyz']['get']>): Result<paths['/readyz']['get'], 'json'>
  /**
   * Whether the start is complete.
   *
   * `GET /startupz`
   */
  getStartup(init?: Init<paths['/startupz']['get']>): Result<paths['/startupz']['get'], 'json'>
  /**
   * What this instance has done since its start.
   *
   * `GET /metrics`
   */
  getMetrics(init?: Init<paths['/metrics']['get']>): Result<paths['/metrics']['get'], 'json'>
  /**
   * This document.
   *
   * `GET /openapi.json`
   */
  getDocument(init?: Init<paths['/openapi.json']['get']>): Result<paths['/openapi.json']['get'], 'json'>
  /**
   * Browse this document.
   *
   * `GET /docs`
   */
  getDocs(init?: Init<paths['/docs']['get']>): Result<paths['/docs']['get'], 'text'>
  /**
   * A file of the documentation page.
   *
   * `GET /docs/{asset}`
   */
  getDocsAsset(init: Init<paths['/docs/{asset}']['get']>): Result<paths['/docs/{asset}']['get'], 'arrayBuffer'>
}

/** An operation of the contract. */
export type OperationId = keyof Operations

function headersFor(init: { body?: unknown; headers?: FetchOptions<unknown>['headers'] } | undefined, type: string): Headers {
  return mergeHeaders(init?.body === undefined ? undefined : { 'Content-Type': type }, init?.headers)
}

function asForm(fields: object): string {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== undefined)).toString()
}

/** Binds the operations to an openapi-fetch client. */
export function createOperations(client: Client<paths>): Operations {
  return {
    getBase: (init) =>
      client.GET('/v2/', { ...init, parseAs: 'json' }),
    getBlob: (init) =>
      client.GET('/v2/{name}/blobs/{digest}', { ...init, parseAs: 'stream' }),
    headBlob: (init) =>
      client.HEAD('/v2/{name}/blobs/{digest}', { ...init, parseAs: 'text' }),
    deleteBlob: (init) =>
      client.DELETE('/v2/{name}/blobs/{digest}', { ...init, parseAs: 'text' }),
    getManifest: (init) =>
      client.GET('/v2/{name}/manifests/{reference}', { ...init, parseAs: 'arrayBuffer' }),
    headManifest: (init) =>
      client.HEAD('/v2/{name}/manifests/{reference}', { ...init, parseAs: 'text' }),
    putManifest: (init) =>
      client.PUT('/v2/{name}/manifests/{reference}', { ...init, parseAs: 'text' }),
    deleteManifest: (init) =>
      client.DELETE('/v2/{name}/manifests/{reference}', { ...init, parseAs: 'text' }),
    startUpload: (init) =>
      client.POST('/v2/{name}/blobs/uploads/', { ...init, headers: headersFor(init, 'application/octet-stream'), parseAs: 'text' }),
    getUpload: (init) =>
      client.GET('/v2/{name}/blobs/uploads/{session}', { ...init, parseAs: 'text' }),
    patchUpload: (init) =>
      client.PATCH('/v2/{name}/blobs/uploads/{session}', { ...init, headers: headersFor(init, 'application/octet-stream'), parseAs: 'text' }),
    finishUpload: (init) =>
      client.PUT('/v2/{name}/blobs/uploads/{session}', { ...init, headers: headersFor(init, 'application/octet-stream'), parseAs: 'text' }),
    cancelUpload: (init) =>
      client.DELETE('/v2/{name}/blobs/uploads/{session}', { ...init, parseAs: 'text' }),
    listTags: (init) =>
      client.GET('/v2/{name}/tags/list', { ...init, parseAs: 'json' }),
    listReferrers: (init) =>
      client.GET('/v2/{name}/referrers/{digest}', { ...init, parseAs: 'json' }),
    listRepositories: (init) =>
      client.GET('/v2/_catalog', { ...init, parseAs: 'json' }),
    issueToken: (init) =>
      client.GET('/token', { ...init, parseAs: 'json' }),
    exchangeToken: (init) =>
      client.POST('/token', { ...init, headers: headersFor(init, 'application/x-www-form-urlencoded'), bodySerializer: asForm, parseAs: 'json' }),
    startScrub: (init) =>
      client.POST('/api/v1/scrub', { ...init, parseAs: 'json' }),
    getScrub: (init) =>
      client.GET('/api/v1/scrub', { ...init, parseAs: 'json' }),
    stopScrub: (init) =>
      client.DELETE('/api/v1/scrub', { ...init, parseAs: 'json' }),
    createToken: (init) =>
      client.POST('/api/v1/tokens', { ...init, headers: headersFor(init, 'application/json'), parseAs: 'json' }),
    listTokens: (init) =>
      client.GET('/api/v1/tokens', { ...init, parseAs: 'json' }),
    revokeToken: (init) =>
      client.DELETE('/api/v1/tokens/{token}', { ...init, parseAs: 'text' }),
    listAudit: (init) =>
      client.GET('/api/v1/audit', { ...init, parseAs: 'json' }),
    getLiveness: (init) =>
      client.GET('/livez', { ...init, parseAs: 'json' }),
    getReadiness: (init) =>
      client.GET('/readyz', { ...init, parseAs: 'json' }),
    getStartup: (init) =>
      client.GET('/startupz', { ...init, parseAs: 'json' }),
    getMetrics: (init) =>
      client.GET('/metrics', { ...init, parseAs: 'json' }),
    getDocument: (init) =>
      client.GET('/openapi.json', { ...init, parseAs: 'json' }),
    getDocs: (init) =>
      client.GET('/docs', { ...init, parseAs: 'text' }),
    getDocsAsset: (init) =>
      client.GET('/docs/{asset}', { ...init, parseAs: 'arrayBuffer' }),
  }
}

interface Contract {
  readonly method: string
  /** The error codes by status; the first is the likeliest. */
  readonly errors: Readonly<Record<number, readonly ErrorCode[]>>
}

/** What the contract says of each operation beside its types. */
export const contract: Readonly<Record<OperationId, Contract>> = {
  getBase: {
    method: 'GET',
    errors: {
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  getBlob: {
    method: 'GET',
    errors: {
      400: ["NAME_INVALID","DIGEST_INVALID","UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["BLOB_UNKNOWN","NAME_UNKNOWN"],
      416: ["SIZE_INVALID"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  headBlob: {
    method: 'HEAD',
    errors: {
      400: ["NAME_INVALID","DIGEST_INVALID","UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["BLOB_UNKNOWN","NAME_UNKNOWN"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  deleteBlob: {
    method: 'DELETE',
    errors: {
      400: ["NAME_INVALID","DIGEST_INVALID"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["BLOB_UNKNOWN","NAME_UNKNOWN"],
      405: ["UNSUPPORTED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  getManifest: {
    method: 'GET',
    errors: {
      400: ["NAME_INVALID","TAG_INVALID","DIGEST_INVALID","UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["MANIFEST_UNKNOWN","NAME_UNKNOWN"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  headManifest: {
    method: 'HEAD',
    errors: {
      400: ["NAME_INVALID","TAG_INVALID","DIGEST_INVALID","UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["MANIFEST_UNKNOWN","NAME_UNKNOWN"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  putManifest: {
    method: 'PUT',
    errors: {
      400: ["NAME_INVALID","TAG_INVALID","DIGEST_INVALID","MANIFEST_INVALID","MANIFEST_BLOB_UNKNOWN","SIZE_INVALID"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      413: ["MANIFEST_INVALID"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  deleteManifest: {
    method: 'DELETE',
    errors: {
      400: ["NAME_INVALID","TAG_INVALID","DIGEST_INVALID"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["MANIFEST_UNKNOWN","NAME_UNKNOWN"],
      405: ["UNSUPPORTED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  startUpload: {
    method: 'POST',
    errors: {
      400: ["NAME_INVALID","DIGEST_INVALID","SIZE_INVALID","BLOB_UPLOAD_INVALID"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  getUpload: {
    method: 'GET',
    errors: {
      400: ["NAME_INVALID"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["BLOB_UPLOAD_UNKNOWN"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  patchUpload: {
    method: 'PATCH',
    errors: {
      400: ["NAME_INVALID","BLOB_UPLOAD_INVALID","SIZE_INVALID"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["BLOB_UPLOAD_UNKNOWN"],
      409: ["BLOB_UPLOAD_INVALID"],
      416: ["BLOB_UPLOAD_INVALID"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  finishUpload: {
    method: 'PUT',
    errors: {
      400: ["NAME_INVALID","DIGEST_INVALID","BLOB_UPLOAD_INVALID","SIZE_INVALID"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["BLOB_UPLOAD_UNKNOWN"],
      409: ["BLOB_UPLOAD_INVALID"],
      416: ["BLOB_UPLOAD_INVALID"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  cancelUpload: {
    method: 'DELETE',
    errors: {
      400: ["NAME_INVALID"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["BLOB_UPLOAD_UNKNOWN"],
      409: ["BLOB_UPLOAD_INVALID"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  listTags: {
    method: 'GET',
    errors: {
      400: ["NAME_INVALID","UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["NAME_UNKNOWN"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  listReferrers: {
    method: 'GET',
    errors: {
      400: ["NAME_INVALID","DIGEST_INVALID","UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  listRepositories: {
    method: 'GET',
    errors: {
      400: ["UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  issueToken: {
    method: 'GET',
    errors: {
      400: ["UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  exchangeToken: {
    method: 'POST',
    errors: {
      400: ["UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      413: ["SIZE_INVALID"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  startScrub: {
    method: 'POST',
    errors: {
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  getScrub: {
    method: 'GET',
    errors: {
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  stopScrub: {
    method: 'DELETE',
    errors: {
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  createToken: {
    method: 'POST',
    errors: {
      400: ["UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      413: ["SIZE_INVALID"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  listTokens: {
    method: 'GET',
    errors: {
      400: ["UNSUPPORTED"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  revokeToken: {
    method: 'DELETE',
    errors: {
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      404: ["UNSUPPORTED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
      507: ["UNAVAILABLE"],
    },
  },
  listAudit: {
    method: 'GET',
    errors: {
      400: ["UNSUPPORTED","NAME_INVALID"],
      401: ["UNAUTHORIZED"],
      403: ["DENIED"],
      429: ["TOOMANYREQUESTS"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  getLiveness: {
    method: 'GET',
    errors: {
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  getReadiness: {
    method: 'GET',
    errors: {
      500: ["UNKNOWN"],
    },
  },
  getStartup: {
    method: 'GET',
    errors: {
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  getMetrics: {
    method: 'GET',
    errors: {
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  getDocument: {
    method: 'GET',
    errors: {
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  getDocs: {
    method: 'GET',
    errors: {
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
  getDocsAsset: {
    method: 'GET',
    errors: {
      404: ["UNSUPPORTED"],
      500: ["UNKNOWN"],
      503: ["UNAVAILABLE"],
    },
  },
}

/** The manifest media types of the contract. */
export const manifestMediaTypes = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json"
] as const
