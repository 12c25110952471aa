// Generated from packages/spec/openapi.json by `npm run generate`. Do not edit.

import type { Bytes } from "../bytes.ts";
export interface paths {
    "/v2/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the registry speaks this API
         * @description Answers 200 when the registry implements the distribution specification ("Determining Support"). Clients take their way of authentication from this reply.
         */
        get: operations["getBase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{name}/blobs/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pull a blob
         * @description The bytes of a blob ("Pulling blobs"). One range may be asked for (RFC 9110 14): `bytes=0-99`, `bytes=100-`, `bytes=-100`.
         */
        get: operations["getBlob"];
        put?: never;
        post?: never;
        /**
         * Delete a blob
         * @description Takes a blob out of this repository ("Deleting Blobs"). Other repositories keep theirs.
         */
        delete: operations["deleteBlob"];
        options?: never;
        /**
         * Check that a blob exists
         * @description Size and digest of a blob without its content ("Checking if content exists in the registry").
         */
        head: operations["headBlob"];
        patch?: never;
        trace?: never;
    };
    "/v2/{name}/manifests/{reference}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pull a manifest
         * @description The manifest a tag points at, or of a digest ("Pulling manifests"): exactly the bytes and the Content-Type that were pushed. A Docker manifest list asked for by tag, by a client that reads no lists, is answered with its linux/amd64 image.
         */
        get: operations["getManifest"];
        /**
         * Push a manifest
         * @description Stores the manifest exactly as sent and points the tag, or each `tag` of the query, at it ("Pushing Manifests"). What it references must have been pushed to the repository before, but for its `subject`.
         */
        put: operations["putManifest"];
        post?: never;
        /**
         * Delete a tag or a manifest
         * @description By tag: the tag alone ("Deleting tags"). By digest: the manifest and every tag that points at it ("Deleting Manifests").
         */
        delete: operations["deleteManifest"];
        options?: never;
        /**
         * Check that a manifest exists
         * @description Digest, media type and size of a manifest without its content ("Checking if content exists").
         */
        head: operations["headManifest"];
        patch?: never;
        trace?: never;
    };
    "/v2/{name}/blobs/uploads/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start an upload, push a blob at once, or mount one
         * @description Without a query: a session to upload into ("POST then PUT"). With `digest`: the body is the whole blob ("Single POST"). With `mount`: takes the blob over from another repository without its bytes; when that cannot be done, the reply is a session ("Mounting a blob from another repository").
         */
        post: operations["startUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{name}/blobs/uploads/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask how far an upload has come
         * @description The offset to continue at, after an error or a lost connection ("Pushing a blob in chunks").
         */
        get: operations["getUpload"];
        /**
         * Finish an upload
         * @description Closes the session with the digest of the whole blob. The body may be empty, the last chunk, or all of the blob.
         */
        put: operations["finishUpload"];
        post?: never;
        /**
         * Cancel an upload
         * @description Ends the session and drops what was received ("Cancel a blob upload").
         */
        delete: operations["cancelUpload"];
        options?: never;
        head?: never;
        /**
         * Upload a chunk
         * @description Appends the body to the upload. `Content-Range` says where the chunk belongs and must start at the offset; without it the body is appended as it streams in. When the connection breaks, what arrived is kept.
         */
        patch: operations["patchUpload"];
        trace?: never;
    };
    "/v2/{name}/tags/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tags
         * @description Tags in byte order, in pages of at most `n` ("Listing Tags").
         */
        get: operations["listTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/{name}/referrers/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List referrers
         * @description An image index of the manifests whose `subject` is this digest: signatures, attestations, bills of materials ("Listing Referrers"). Never 404: an unknown subject has no referrers.
         */
        get: operations["listReferrers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/_catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List repositories
         * @description Names of repositories in byte order, in pages of at most `n`. From the Docker registry API; `_` cannot start a repository name, so nothing is hidden by it.
         */
        get: operations["listRepositories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a token for the scopes of a challenge
         * @description Gives a short-lived token for as much of `scope` as the caller may do, to whom `Authorization: Basic` says who it is, and to everybody else for what anybody may do. A password may be an API token. `WWW-Authenticate` of a refused request says what to ask for.
         */
        get: operations["issueToken"];
        put?: never;
        /**
         * Get a token for a password or a refresh token
         * @description Gives a short-lived token by OAuth2: for `grant_type=password` with `username` and `password`, or for `grant_type=refresh_token`.
         */
        post: operations["exchangeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scrub": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask how far a scrub is and what the last one found
         * @description Answers at once. Whoever has started a scrub finds it in `running` until it has ended and in `asked` afterwards, by its `startedAt`. Asked of the control socket only.
         */
        get: operations["getScrub"];
        put?: never;
        /**
         * Scrub all content now
         * @description Reads all stored content as fast as it can be read, from the start, and compares it with what was pushed. What is damaged or missing is set aside and unknown from then on, so that clients push it again. A scrub in the background makes room and goes on afterwards; one that was asked for before is joined. Asked of the control socket only: `berth scrub`.
         */
        post: operations["startScrub"];
        /**
         * Stop a scrub
         * @description Stops the scrub an operator has asked for, where it is. What it found stays found. The one in the background is not stopped: it is a matter of configuration (`scrub.rate`). Asked of the control socket only.
         */
        delete: operations["stopScrub"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API tokens
         * @description The tokens that are not revoked, expired ones as well, by name in byte order, in pages of at most `n`. Not the tokens themselves: nobody knows those.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Create an API token
         * @description Makes a token for a robot: its password for `docker login`, whatever the user name, and a bearer token. The reply is the only place where it is ever shown.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API token
         * @description The token of this name is refused from the next request on, and its name is free again.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit trail
         * @description What was pushed, deleted and operated, by whom, what somebody known was denied, and who has logged in or, as `unknown`, failed to: newest first, in pages of at most `n`. An entry is there about a second after its request has ended, and for as long as `access.auditFor` says.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process runs
         * @description Answers 200 as long as the process can answer at all.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests can be served
         * @description Answers 200 when storage takes writes; 503 while starting, draining or when it does not.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/startupz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the start is complete
         * @description Answers 200 once storage was opened and recovered.
         */
        get: operations["getStartup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What this instance has done since its start
         * @description Counts and sizes in Prometheus's text format: requests by operation and status, bytes, open uploads, events of stored content. No names of repositories, tags or people are among them.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description The OpenAPI document of this API, the one the registry itself is built from.
         */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Browse this document
         * @description A page that shows the API and can try each operation against this registry.
         */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/{asset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of the documentation page
         * @description Scripts and styles of `/docs`, served from here so that the page needs nothing from elsewhere.
         */
        get: operations["getDocsAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The body of every error reply ("Error Codes"). */
        ErrorEnvelope: {
            errors: {
                code: components["schemas"]["ErrorCode"];
                /** @description For people: what is wrong and what to do. */
                message?: string;
                /** @description Facts for programs. */
                detail?: unknown;
            }[];
        };
        /**
         * @description - `BLOB_UNKNOWN` (code-1): blob unknown to registry. The blob is not in this repository. Push it, or mount it from a repository that has it.
         *     - `BLOB_UPLOAD_INVALID` (code-2): blob upload invalid. The upload cannot go on as asked: a chunk out of order (416: continue at the offset in `Range`), a second writer on one session (409), or a malformed request (400).
         *     - `BLOB_UPLOAD_UNKNOWN` (code-3): blob upload unknown to registry. The upload session does not exist, has expired or was finished. Start a new one.
         *     - `DIGEST_INVALID` (code-4): provided digest did not match uploaded content. The digest is malformed, uses an unsupported algorithm, or does not match the content.
         *     - `MANIFEST_BLOB_UNKNOWN` (code-5): manifest references a manifest or blob unknown to registry. Content that the manifest names is not in this repository yet. Push it first, then the manifest.
         *     - `MANIFEST_INVALID` (code-6): manifest invalid. The manifest is not valid JSON of its media type, contradicts its Content-Type, is ambiguous, or is too large (413).
         *     - `MANIFEST_UNKNOWN` (code-7): manifest unknown to registry. No manifest has this tag or digest in this repository, or none in a media type the client accepts.
         *     - `NAME_INVALID` (code-8): invalid repository name. The repository name does not match the grammar: lower-case letters, digits and single separators.
         *     - `NAME_UNKNOWN` (code-9): repository name not known to registry. Nothing was ever pushed to a repository of this name.
         *     - `SIZE_INVALID` (code-10): provided length did not match content length. The body is not as long as announced (400), longer than the registry accepts (413), or the requested range lies outside the content (416).
         *     - `UNAUTHORIZED` (code-11): authentication required. The request carries no credentials, or ones that are not valid or not sufficient.
         *     - `DENIED` (code-12): requested access to the resource is denied. Who asks is known and may not do this here.
         *     - `UNSUPPORTED` (code-13): the operation is unsupported. The registry does not offer this: the method or path does not exist, the configuration has turned it off, or the request cannot be read (400, 408, 431).
         *     - `TOOMANYREQUESTS` (code-14): too many requests. A limit was reached. Try again after the seconds in `Retry-After`.
         *     - `TAG_INVALID` (legacy): manifest tag did not match the grammar. The tag is not one to 128 letters, digits, `_`, `.` or `-`, or starts with a separator. A code of the Docker registry API that the specification keeps as optional.
         *     - `UNKNOWN` (server): unknown error. A fault of the registry. The request id leads to its log line.
         *     - `UNAVAILABLE` (server): service unavailable. The registry cannot do this now (503), or its disk is full (507). Nothing was lost; try again later.
         * @enum {string}
         */
        ErrorCode: "BLOB_UNKNOWN" | "BLOB_UPLOAD_INVALID" | "BLOB_UPLOAD_UNKNOWN" | "DIGEST_INVALID" | "MANIFEST_BLOB_UNKNOWN" | "MANIFEST_INVALID" | "MANIFEST_UNKNOWN" | "NAME_INVALID" | "NAME_UNKNOWN" | "SIZE_INVALID" | "UNAUTHORIZED" | "DENIED" | "UNSUPPORTED" | "TOOMANYREQUESTS" | "TAG_INVALID" | "UNKNOWN" | "UNAVAILABLE";
        /**
         * @description OCI image manifest (image specification, manifest.md).
         * @example {
         *       "schemaVersion": 2,
         *       "mediaType": "application/vnd.oci.image.manifest.v1+json",
         *       "config": {
         *         "mediaType": "application/vnd.oci.image.config.v1+json",
         *         "digest": "sha256:b5b2b2c507a0944348e0303114d8d93aaaa081732b86451d9bce1f432a537bc7",
         *         "size": 7023
         *       },
         *       "layers": [
         *         {
         *           "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
         *           "digest": "sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0",
         *           "size": 32654
         *         }
         *       ]
         *     }
         */
        ImageManifest: {
            /** @enum {number} */
            schemaVersion: 2;
            /** @enum {string} */
            mediaType?: "application/vnd.oci.image.manifest.v1+json";
            artifactType?: string;
            config: components["schemas"]["Descriptor"];
            layers: components["schemas"]["Descriptor"][];
            subject?: components["schemas"]["Descriptor"];
            annotations?: components["schemas"]["Annotations"];
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Type, size and content address of some content (image specification, descriptor.md).
         * @example {
         *       "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
         *       "digest": "sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0",
         *       "size": 32654
         *     }
         */
        Descriptor: {
            mediaType: string;
            digest: string;
            /**
             * Format: int64
             * @description Size of the content in bytes.
             */
            size: number;
            urls?: string[];
            annotations?: components["schemas"]["Annotations"];
            /** @description The content itself, base64 (RFC 4648 4). */
            data?: string;
            artifactType?: string;
            platform?: components["schemas"]["Platform"];
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Arbitrary metadata, keys in reverse domain notation (image specification, annotations.md).
         * @example {
         *       "org.opencontainers.image.created": "2026-01-01T00:00:00Z"
         *     }
         */
        Annotations: {
            [key: string]: string;
        };
        /** @description The platform an image runs on (image-index.md, "platform"). */
        Platform: {
            /** @example arm64 */
            architecture: string;
            /** @example linux */
            os: string;
            "os.version"?: string;
            "os.features"?: string[];
            /** @example v8 */
            variant?: string;
            features?: string[];
        } & {
            [key: string]: unknown;
        };
        /**
         * @description OCI image index (image specification, image-index.md).
         * @example {
         *       "schemaVersion": 2,
         *       "mediaType": "application/vnd.oci.image.index.v1+json",
         *       "manifests": [
         *         {
         *           "mediaType": "application/vnd.oci.image.manifest.v1+json",
         *           "digest": "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f",
         *           "size": 7143,
         *           "platform": {
         *             "architecture": "amd64",
         *             "os": "linux"
         *           }
         *         }
         *       ]
         *     }
         */
        ImageIndex: {
            /** @enum {number} */
            schemaVersion: 2;
            /** @enum {string} */
            mediaType?: "application/vnd.oci.image.index.v1+json";
            artifactType?: string;
            manifests: components["schemas"]["Descriptor"][];
            subject?: components["schemas"]["Descriptor"];
            annotations?: components["schemas"]["Annotations"];
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Docker image manifest, version 2, schema 2.
         * @example {
         *       "schemaVersion": 2,
         *       "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
         *       "config": {
         *         "mediaType": "application/vnd.docker.container.image.v1+json",
         *         "digest": "sha256:b5b2b2c507a0944348e0303114d8d93aaaa081732b86451d9bce1f432a537bc7",
         *         "size": 7023
         *       },
         *       "layers": [
         *         {
         *           "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
         *           "digest": "sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0",
         *           "size": 32654
         *         }
         *       ]
         *     }
         */
        DockerManifest: {
            /** @enum {number} */
            schemaVersion: 2;
            /** @enum {string} */
            mediaType: "application/vnd.docker.distribution.manifest.v2+json";
            config: components["schemas"]["Descriptor"];
            layers: components["schemas"]["Descriptor"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Docker manifest list, version 2.
         * @example {
         *       "schemaVersion": 2,
         *       "mediaType": "application/vnd.docker.distribution.manifest.list.v2+json",
         *       "manifests": [
         *         {
         *           "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
         *           "digest": "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f",
         *           "size": 7143,
         *           "platform": {
         *             "architecture": "amd64",
         *             "os": "linux"
         *           }
         *         }
         *       ]
         *     }
         */
        DockerManifestList: {
            /** @enum {number} */
            schemaVersion: 2;
            /** @enum {string} */
            mediaType: "application/vnd.docker.distribution.manifest.list.v2+json";
            manifests: components["schemas"]["Descriptor"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "name": "library/app",
         *       "tags": [
         *         "1.0",
         *         "1.1",
         *         "latest"
         *       ]
         *     }
         */
        TagList: {
            name: string;
            tags: string[];
        };
        /**
         * @example {
         *       "repositories": [
         *         "library/app",
         *         "library/base"
         *       ]
         *     }
         */
        RepositoryList: {
            repositories: string[];
        };
        /**
         * @example {
         *       "token": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
         *       "access_token": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
         *       "expires_in": 300,
         *       "issued_at": "2026-01-31T12:00:00.000Z"
         *     }
         */
        IssuedToken: {
            /** @description To be sent as `Authorization: Bearer …`. */
            token: string;
            /** @description The same, by the name OAuth2 has for it. */
            access_token: string;
            /** @description Seconds it is good for from `issued_at` on. */
            expires_in: number;
            /** Format: date-time */
            issued_at: string;
            /** @description Gets further tokens by `grant_type=refresh_token`; only when it was asked for. */
            refresh_token?: string;
            /** @description What it allows of what was asked for, to an OAuth2 client. */
            scope?: string;
        };
        /**
         * @example {
         *       "grant_type": "refresh_token",
         *       "refresh_token": "eyJhbGciOi…"
         *     }
         */
        TokenRequest: {
            /** @enum {string} */
            grant_type: "password" | "refresh_token";
            service?: string;
            client_id?: string;
            /** @description What the token should allow; several are separated by spaces. */
            scope?: string;
            /**
             * @description `offline` asks for a refresh token as well.
             * @enum {string}
             */
            access_type?: "online" | "offline";
            username?: string;
            password?: string;
            refresh_token?: string;
        };
        /**
         * @example {
         *       "running": {
         *         "startedAt": "2026-01-31T12:00:00.000Z",
         *         "blobs": 310,
         *         "bytes": 12000000000,
         *         "events": {
         *           "blob.damaged": 0,
         *           "blob.missing": 0,
         *           "blob.unreadable": 0,
         *           "blob.misread": 0,
         *           "blob.fingerprint": 0,
         *           "blob.healed": 0,
         *           "blob.restored": 0,
         *           "manifest.damaged": 0,
         *           "manifest.healed": 0
         *         },
         *         "found": [],
         *         "known": 0,
         *         "background": false
         *       }
         *     }
         */
        ScrubState: {
            /** @description The pass under way, if one is. */
            running?: {
                /**
                 * Format: date-time
                 * @description When the pass began; no two passes share it.
                 */
                startedAt: string;
                /** @description Blobs read so far. */
                blobs: number;
                /** @description Bytes read so far. */
                bytes: number;
                events: components["schemas"]["ContentEventCounts"];
                /** @description The first thousand events, one by one. */
                found: components["schemas"]["ContentEvent"][];
                /** @description Blobs that were known to be missing before, and still are. */
                known: number;
                /** @description Whether it is the one that runs by itself at the configured rate and makes room for one that is asked for. */
                background: boolean;
            };
            /**
             * @description How the last pass an operator has asked for since the registry started has ended, also when that was before its end.
             * @example {
             *       "startedAt": "2026-01-31T12:00:00.000Z",
             *       "blobs": 1200,
             *       "bytes": 48000000000,
             *       "events": {
             *         "blob.damaged": 1,
             *         "blob.missing": 0,
             *         "blob.unreadable": 0,
             *         "blob.misread": 0,
             *         "blob.fingerprint": 0,
             *         "blob.healed": 0,
             *         "blob.restored": 0,
             *         "manifest.damaged": 0,
             *         "manifest.healed": 0
             *       },
             *       "found": [
             *         {
             *           "kind": "blob.damaged",
             *           "digest": "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f",
             *           "detail": "is sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0",
             *           "at": "2026-01-31T12:00:07.000Z"
             *         }
             *       ],
             *       "known": 0,
             *       "endedAt": "2026-01-31T12:01:30.000Z",
             *       "finished": true
             *     }
             */
            asked?: components["schemas"]["ScrubReport"] & {
                /** @description The fault that ended it. */
                failure?: string;
            };
            last?: components["schemas"]["ScrubReport"] & unknown;
        };
        ContentEventCounts: {
            /** @description Not the bytes of its digest any more. Set aside; a push heals it. */
            "blob.damaged": number;
            /** @description Its file is gone. A push heals it. */
            "blob.missing": number;
            /** @description The disk refuses to read it. Nothing was changed: that may pass. */
            "blob.unreadable": number;
            /** @description Read wrong once and right the second time. */
            "blob.misread": number;
            /** @description Right, but what was recorded to compare it with was not. That was replaced. */
            "blob.fingerprint": number;
            /** @description Was damaged or missing, and was pushed again. */
            "blob.healed": number;
            /** @description Was damaged or missing, and its file is there again. */
            "blob.restored": number;
            /** @description The database gave other bytes than were pushed. A push heals it. */
            "manifest.damaged": number;
            /** @description Was damaged, and was pushed again. */
            "manifest.healed": number;
        };
        ContentEvent: {
            /** @enum {string} */
            kind: "blob.damaged" | "blob.missing" | "blob.unreadable" | "blob.misread" | "blob.fingerprint" | "blob.healed" | "blob.restored" | "manifest.damaged" | "manifest.healed";
            digest: string;
            /** @description In words for people: what follows "the content". */
            detail: string;
            /**
             * Format: date-time
             * @description When it was found.
             */
            at: string;
        };
        /**
         * @example {
         *       "startedAt": "2026-01-31T12:00:00.000Z",
         *       "blobs": 1200,
         *       "bytes": 48000000000,
         *       "events": {
         *         "blob.damaged": 1,
         *         "blob.missing": 0,
         *         "blob.unreadable": 0,
         *         "blob.misread": 0,
         *         "blob.fingerprint": 0,
         *         "blob.healed": 0,
         *         "blob.restored": 0,
         *         "manifest.damaged": 0,
         *         "manifest.healed": 0
         *       },
         *       "found": [
         *         {
         *           "kind": "blob.damaged",
         *           "digest": "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f",
         *           "detail": "is sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0",
         *           "at": "2026-01-31T12:00:07.000Z"
         *         }
         *       ],
         *       "known": 0,
         *       "endedAt": "2026-01-31T12:01:30.000Z",
         *       "finished": true
         *     }
         */
        ScrubReport: {
            /**
             * Format: date-time
             * @description When the pass began; no two passes share it.
             */
            startedAt: string;
            /** @description Blobs read so far. */
            blobs: number;
            /** @description Bytes read so far. */
            bytes: number;
            events: components["schemas"]["ContentEventCounts"];
            /** @description The first thousand events, one by one. */
            found: components["schemas"]["ContentEvent"][];
            /** @description Blobs that were known to be missing before, and still are. */
            known: number;
            /**
             * Format: date-time
             * @description When it ended.
             */
            endedAt: string;
            /** @description Whether everything was read. */
            finished: boolean;
        };
        /**
         * @example {
         *       "id": "4f1d6e0c9b7a3852",
         *       "name": "ci",
         *       "scopes": [
         *         "pull,push:team/**"
         *       ],
         *       "created": "2026-01-30T12:00:00.000Z",
         *       "createdBy": "operator",
         *       "expires": "2026-04-30T12:00:00.000Z",
         *       "token": "berth_4f1d6e0c9b7a3852_0000000000000000000000000000000000000000000000000000000000000000"
         *     }
         */
        CreatedToken: {
            /** @description Stands in the token itself, and in the log. */
            id: string;
            /**
             * @description Name of the robot. Of all tokens that are not revoked one has it.
             * @example ci
             */
            name: string;
            /** @description What it may do. It may do what one of them allows. */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created: string;
            /** @description The principal that made it. */
            createdBy: string;
            /**
             * Format: date-time
             * @description When it ends. Absent when it does not.
             */
            expires?: string;
            /** @description The token itself. It is not kept and never shown again. */
            token: string;
        };
        /**
         * @example {
         *       "name": "ci",
         *       "scopes": [
         *         "pull,push:team/**"
         *       ],
         *       "expires": "2026-04-30T12:00:00.000Z"
         *     }
         */
        NewToken: {
            /**
             * @description Name of the robot. Of all tokens that are not revoked one has it.
             * @example ci
             */
            name: string;
            /** @description What it may do. It may do what one of them allows. */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it ends; null for never, in 90 days when absent.
             */
            expires?: string | null;
        };
        TokenList: {
            tokens: components["schemas"]["Token"][];
        };
        /**
         * @example {
         *       "id": "4f1d6e0c9b7a3852",
         *       "name": "ci",
         *       "scopes": [
         *         "pull,push:team/**"
         *       ],
         *       "created": "2026-01-30T12:00:00.000Z",
         *       "createdBy": "operator",
         *       "expires": "2026-04-30T12:00:00.000Z",
         *       "lastUsed": "2026-01-31T12:00:00.000Z"
         *     }
         */
        Token: {
            /** @description Stands in the token itself, and in the log. */
            id: string;
            /**
             * @description Name of the robot. Of all tokens that are not revoked one has it.
             * @example ci
             */
            name: string;
            /** @description What it may do. It may do what one of them allows. */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created: string;
            /** @description The principal that made it. */
            createdBy: string;
            /**
             * Format: date-time
             * @description When it ends. Absent when it does not.
             */
            expires?: string;
            /**
             * Format: date-time
             * @description When it was last taken, to within some seconds.
             */
            lastUsed?: string;
        };
        AuditTrail: {
            entries: components["schemas"]["AuditEntry"][];
        };
        /**
         * @example {
         *       "id": 4711,
         *       "at": "2026-01-31T12:00:00.000Z",
         *       "request": "0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e",
         *       "principal": "anonymous",
         *       "action": "putManifest",
         *       "repository": "library/app",
         *       "reference": "latest",
         *       "digest": "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f",
         *       "client": "192.0.2.7",
         *       "status": 201
         *     }
         */
        AuditEntry: {
            /** @description Later entries have larger ones. */
            id: number;
            /**
             * Format: date-time
             * @description When the request had ended.
             */
            at: string;
            /** @description Id of the request, which leads to its line in the log. */
            request: string;
            /** @description Who has asked. */
            principal: string;
            /** @description Id of the operation. */
            action: string;
            repository?: string;
            /** @description The tag, or the name of a token. */
            reference?: string;
            digest?: string;
            /** @description Where the request came from. */
            client?: string;
            /** @description What it was answered with. */
            status: number;
        };
        /**
         * @example {
         *       "status": "ok"
         *     }
         */
        Health: {
            /** @enum {string} */
            status: "ok" | "starting" | "draining" | "failing";
            reason?: string;
        };
    };
    responses: never;
    parameters: {
        /**
         * @description Repository name. It may hold slashes; they need no escape.
         * @example library/app
         */
        "path-name": string;
        /**
         * @description Digest of the content.
         * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
         */
        "path-digest": string;
        /**
         * @description A tag, or the digest of a manifest.
         * @example latest
         */
        "path-reference": string;
        /**
         * @description Id of the upload session. Take it from `Location`, never build it.
         * @example 0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e
         */
        "path-session": string;
        /**
         * @description Name of the robot whose token it is.
         * @example ci
         */
        "path-token": string;
        /**
         * @description A file of the documentation.
         * @example swagger-ui.css
         */
        "path-asset": string;
        /**
         * @description Digest of the whole blob.
         * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
         */
        "query-digest": string;
        /**
         * @description Digest of the whole blob.
         * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
         */
        "query-digest-required": string;
        /**
         * @description Digest of a blob to take over from another repository.
         * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
         */
        "query-mount": string;
        /**
         * @description Repository to mount from. Without it any repository that has the blob will do.
         * @example library/app
         */
        "query-from": string;
        /**
         * @description Algorithm of the digest the upload will be closed with, when it is not sha256.
         * @example sha512
         */
        "query-digest-algorithm": "sha256" | "sha512";
        /**
         * @description A tag to point at the pushed manifest; may be given several times.
         * @example [
         *       "latest"
         *     ]
         */
        "query-tag": string[];
        /**
         * @description Most entries to return. Larger figures than the registry allows are cut down to its limit.
         * @example 100
         */
        "query-n": number;
        /**
         * @description Entry after which the page starts, whether or not it exists. Prefer to follow `Link`.
         * @example v1.9
         */
        "query-last": string;
        /**
         * @description List only what was done to this repository.
         * @example library/app
         */
        "query-repository": string;
        /**
         * @description List only what this principal has done.
         * @example robot:ci
         */
        "query-principal": string;
        /**
         * @description List only referrers of this artifact type.
         * @example application/vnd.example.sbom.v1
         */
        "query-artifactType": string;
        /**
         * @description What the token is for: `service` of the challenge. This registry issues none for others.
         * @example registry.example.org
         */
        "query-service": string;
        /**
         * @description What the token should allow, `repository:<name>:<actions>`; may be given several times, or several in one, with spaces between. What is not granted is left out of the token.
         * @example [
         *       "repository:library/app:pull,push"
         *     ]
         */
        "query-scope": string[];
        /**
         * @description The user a client believes to be. Who it is, its credentials say.
         * @example ada
         */
        "query-account": string;
        /**
         * @description The name of the client.
         * @example docker
         */
        "query-client_id": string;
        /**
         * @description Whether a refresh token is wanted, which a client keeps instead of a password.
         * @example true
         */
        "query-offline_token": "true" | "false";
        /**
         * @description Registry host of the name the client was given ("Registry Proxying"). Never contacted.
         * @example registry.example.org
         */
        "query-ns": string;
        /**
         * @description In an upload: the chunk, `start-end`, both inclusive, no unit. In a partial reply: `bytes start-end/size` (RFC 9110 14.4).
         * @example 0-16383
         */
        "header-Content-Range": string;
        /**
         * @description In a request: the wanted bytes, `bytes=start-end` (RFC 9110 14.2). In a reply about an upload: `0-` and the position of the last byte received; `0-0` also when nothing was received yet, so `Upload-Offset` is the figure to trust.
         * @example bytes=0-1023
         */
        "header-Range": string;
        /**
         * @description Serve the range only when this entity tag is current, the whole content otherwise (RFC 9110 13.1.5).
         * @example "sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"
         */
        "header-If-Range": string;
        /**
         * @description Entity tags the client has; the reply is 304 when one is current (RFC 9110 13.1.2).
         * @example "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f"
         */
        "header-If-None-Match": string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description In an upload: the chunk, `start-end`, both inclusive, no unit. In a partial reply: `bytes start-end/size` (RFC 9110 14.4).
         * @example 0-16383
         */
        "Content-Range": string;
        /**
         * @description Size of the body in bytes; of a HEAD reply, the size a GET would have.
         * @example 32654
         */
        "Content-Length": number;
        /**
         * @description Digest of the content, in the algorithm it was asked for or pushed with.
         * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
         */
        "Docker-Content-Digest": string;
        /**
         * @description Where the content or the upload session is. Opaque: follow it as given, relative or absolute.
         * @example /v2/library/app/blobs/uploads/0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e
         */
        Location: string;
        /**
         * @description In a request: the wanted bytes, `bytes=start-end` (RFC 9110 14.2). In a reply about an upload: `0-` and the position of the last byte received; `0-0` also when nothing was received yet, so `Upload-Offset` is the figure to trust.
         * @example 0-16383
         */
        Range: string;
        /**
         * @description Bytes of the upload received so far: where the next chunk starts. Unambiguous where `Range: 0-0` is not.
         * @example 16384
         */
        "Upload-Offset": number;
        /**
         * @description Id of the upload session.
         * @example 0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e
         */
        "Docker-Upload-UUID": string;
        /**
         * @description Smallest chunk, in bytes, this registry takes before the last one.
         * @example 1
         */
        "OCI-Chunk-Min-Length-optional": number;
        /**
         * @description Digest of the subject the registry has recorded for the pushed manifest.
         * @example sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f
         */
        "OCI-Subject-optional": string;
        /**
         * @description The tags that now point at the pushed manifest, as a comma list.
         * @example 1.2.3, 1.2, latest
         */
        "OCI-Tag-optional": string;
        /**
         * @description The filters the registry has applied to the list.
         * @example artifactType
         */
        "OCI-Filters-Applied-optional": string;
        /**
         * @description The `ns` of the request, when it was given ("Registry Proxying").
         * @example registry.example.org
         */
        "OCI-Namespace-optional": string;
        /**
         * @description The next page: `<url>; rel="next"` (RFC 8288). Absent on the last page.
         * @example </v2/library/app/tags/list?n=100&last=v1.9>; rel="next"
         */
        "Link-optional": string;
        /**
         * @description Entity tag: the digest in quotes.
         * @example "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f"
         */
        ETag: string;
        /**
         * @description Ranges of the content can be asked for.
         * @example bytes
         */
        "Accept-Ranges": string;
        /**
         * @description Content named by digest never changes; what a tag names may change at any time.
         * @example max-age=31536000, immutable
         */
        "Cache-Control": string;
        /**
         * @description The request headers the reply depends on.
         * @example Accept
         */
        "Vary-optional": string;
        /**
         * @description The methods this path has.
         * @example GET, HEAD, PUT, DELETE
         */
        Allow: string;
        /**
         * @description How to authenticate (RFC 9110 11.6.1).
         * @example Bearer realm="https://registry.example.org/token",service="registry.example.org"
         */
        "WWW-Authenticate": string;
        /**
         * @description Seconds to wait before the next try (RFC 9110 10.2.3).
         * @example 5
         */
        "Retry-After": number;
        /**
         * @description What a page served here may load: nothing from elsewhere.
         * @example default-src 'self'
         */
        "Content-Security-Policy": string;
        /**
         * @description The API spoken here.
         * @example registry/2.0
         */
        "Docker-Distribution-Api-Version": string;
        /**
         * @description The request's id, also in the registry's log.
         * @example 7b1f8a52-6a54-4c0e-8f3c-1f5d6f3e2a11
         */
        "X-Request-Id": string;
        /**
         * @description Stored content is never to be guessed at.
         * @example nosniff
         */
        "X-Content-Type-Options": string;
        /**
         * @description A notice for people: `299 - "text"` ("Warnings").
         * @example 299 - "This image is deprecated and will be removed soon."
         */
        "Warning-optional": string;
        /**
         * @description Origins that may read the reply (CORS).
         * @example *
         */
        "Access-Control-Allow-Origin-optional": string;
        /**
         * @description Reply headers a page may read (CORS).
         * @example Docker-Content-Digest, Location, Link
         */
        "Access-Control-Expose-Headers-optional": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getBase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The API is spoken here. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getBlob: {
        parameters: {
            query?: {
                /**
                 * @description Registry host of the name the client was given ("Registry Proxying"). Never contacted.
                 * @example registry.example.org
                 */
                ns?: components["parameters"]["query-ns"];
            };
            header?: {
                /**
                 * @description In a request: the wanted bytes, `bytes=start-end` (RFC 9110 14.2). In a reply about an upload: `0-` and the position of the last byte received; `0-0` also when nothing was received yet, so `Upload-Offset` is the figure to trust.
                 * @example bytes=0-1023
                 */
                Range?: components["parameters"]["header-Range"];
                /**
                 * @description Serve the range only when this entity tag is current, the whole content otherwise (RFC 9110 13.1.5).
                 * @example "sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"
                 */
                "If-Range"?: components["parameters"]["header-If-Range"];
                /**
                 * @description Entity tags the client has; the reply is 304 when one is current (RFC 9110 13.1.2).
                 * @example "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f"
                 */
                "If-None-Match"?: components["parameters"]["header-If-None-Match"];
            };
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description Digest of the content.
                 * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
                 */
                digest: components["parameters"]["path-digest"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole blob. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Length": components["headers"]["Content-Length"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Bytes;
                };
            };
            /** @description The range of the blob that was asked for, cut at its end. */
            206: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Length": components["headers"]["Content-Length"];
                    "Content-Range": components["headers"]["Content-Range"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Bytes;
                };
            };
            /** @description The client has the blob already. */
            304: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name; `DIGEST_INVALID`: provided digest did not match uploaded content; `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UNKNOWN`: blob unknown to registry; `NAME_UNKNOWN`: repository name not known to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `SIZE_INVALID`: provided length did not match content length */
            416: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Range": components["headers"]["Content-Range"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    deleteBlob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description Digest of the content.
                 * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
                 */
                digest: components["parameters"]["path-digest"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The blob is gone from this repository. */
            202: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name; `DIGEST_INVALID`: provided digest did not match uploaded content */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UNKNOWN`: blob unknown to registry; `NAME_UNKNOWN`: repository name not known to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED`: the operation is unsupported */
            405: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Allow: components["headers"]["Allow"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    headBlob: {
        parameters: {
            query?: {
                /**
                 * @description Registry host of the name the client was given ("Registry Proxying"). Never contacted.
                 * @example registry.example.org
                 */
                ns?: components["parameters"]["query-ns"];
            };
            header?: {
                /**
                 * @description Entity tags the client has; the reply is 304 when one is current (RFC 9110 13.1.2).
                 * @example "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f"
                 */
                "If-None-Match"?: components["parameters"]["header-If-None-Match"];
            };
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description Digest of the content.
                 * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
                 */
                digest: components["parameters"]["path-digest"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The blob is in the repository. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Length": components["headers"]["Content-Length"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The client has the blob already. */
            304: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name; `DIGEST_INVALID`: provided digest did not match uploaded content; `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `BLOB_UNKNOWN`: blob unknown to registry; `NAME_UNKNOWN`: repository name not known to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getManifest: {
        parameters: {
            query?: {
                /**
                 * @description Registry host of the name the client was given ("Registry Proxying"). Never contacted.
                 * @example registry.example.org
                 */
                ns?: components["parameters"]["query-ns"];
            };
            header?: {
                /**
                 * @description Entity tags the client has; the reply is 304 when one is current (RFC 9110 13.1.2).
                 * @example "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f"
                 */
                "If-None-Match"?: components["parameters"]["header-If-None-Match"];
            };
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description A tag, or the digest of a manifest.
                 * @example latest
                 */
                reference: components["parameters"]["path-reference"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The manifest. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Length": components["headers"]["Content-Length"];
                    Vary: components["headers"]["Vary-optional"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.oci.image.manifest.v1+json": Bytes;
                    "application/vnd.oci.image.index.v1+json": Bytes;
                    "application/vnd.docker.distribution.manifest.v2+json": Bytes;
                    "application/vnd.docker.distribution.manifest.list.v2+json": Bytes;
                    "application/*": Bytes;
                };
            };
            /** @description The client has this manifest already. */
            304: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary-optional"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name; `TAG_INVALID`: manifest tag did not match the grammar; `DIGEST_INVALID`: provided digest did not match uploaded content; `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `MANIFEST_UNKNOWN`: manifest unknown to registry; `NAME_UNKNOWN`: repository name not known to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    putManifest: {
        parameters: {
            query?: {
                /**
                 * @description A tag to point at the pushed manifest; may be given several times.
                 * @example [
                 *       "latest"
                 *     ]
                 */
                tag?: components["parameters"]["query-tag"];
            };
            header?: never;
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description A tag, or the digest of a manifest.
                 * @example latest
                 */
                reference: components["parameters"]["path-reference"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.oci.image.manifest.v1+json": Bytes;
                "application/vnd.oci.image.index.v1+json": Bytes;
                "application/vnd.docker.distribution.manifest.v2+json": Bytes;
                "application/vnd.docker.distribution.manifest.list.v2+json": Bytes;
                "application/*": Bytes;
            };
        };
        responses: {
            /** @description The manifest is stored, and every tag points at it. */
            201: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    "OCI-Subject": components["headers"]["OCI-Subject-optional"];
                    "OCI-Tag": components["headers"]["OCI-Tag-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name; `TAG_INVALID`: manifest tag did not match the grammar; `DIGEST_INVALID`: provided digest did not match uploaded content; `MANIFEST_INVALID`: manifest invalid; `MANIFEST_BLOB_UNKNOWN`: manifest references a manifest or blob unknown to registry; `SIZE_INVALID`: provided length did not match content length */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `MANIFEST_INVALID`: manifest invalid */
            413: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    deleteManifest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description A tag, or the digest of a manifest.
                 * @example latest
                 */
                reference: components["parameters"]["path-reference"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            202: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name; `TAG_INVALID`: manifest tag did not match the grammar; `DIGEST_INVALID`: provided digest did not match uploaded content */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `MANIFEST_UNKNOWN`: manifest unknown to registry; `NAME_UNKNOWN`: repository name not known to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED`: the operation is unsupported */
            405: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Allow: components["headers"]["Allow"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    headManifest: {
        parameters: {
            query?: {
                /**
                 * @description Registry host of the name the client was given ("Registry Proxying"). Never contacted.
                 * @example registry.example.org
                 */
                ns?: components["parameters"]["query-ns"];
            };
            header?: {
                /**
                 * @description Entity tags the client has; the reply is 304 when one is current (RFC 9110 13.1.2).
                 * @example "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f"
                 */
                "If-None-Match"?: components["parameters"]["header-If-None-Match"];
            };
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description A tag, or the digest of a manifest.
                 * @example latest
                 */
                reference: components["parameters"]["path-reference"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The manifest is in the repository. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Length": components["headers"]["Content-Length"];
                    Vary: components["headers"]["Vary-optional"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The client has this manifest already. */
            304: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Vary: components["headers"]["Vary-optional"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name; `TAG_INVALID`: manifest tag did not match the grammar; `DIGEST_INVALID`: provided digest did not match uploaded content; `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `MANIFEST_UNKNOWN`: manifest unknown to registry; `NAME_UNKNOWN`: repository name not known to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    startUpload: {
        parameters: {
            query?: {
                /**
                 * @description Digest of the whole blob.
                 * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
                 */
                digest?: components["parameters"]["query-digest"];
                /**
                 * @description Algorithm of the digest the upload will be closed with, when it is not sha256.
                 * @example sha512
                 */
                "digest-algorithm"?: components["parameters"]["query-digest-algorithm"];
                /**
                 * @description Digest of a blob to take over from another repository.
                 * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
                 */
                mount?: components["parameters"]["query-mount"];
                /**
                 * @description Repository to mount from. Without it any repository that has the blob will do.
                 * @example library/app
                 */
                from?: components["parameters"]["query-from"];
            };
            header?: never;
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": Bytes;
            };
        };
        responses: {
            /** @description The blob is in the repository, durably. */
            201: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A session is open; its address is in `Location`. */
            202: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    Range: components["headers"]["Range"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Docker-Upload-UUID": components["headers"]["Docker-Upload-UUID"];
                    "OCI-Chunk-Min-Length": components["headers"]["OCI-Chunk-Min-Length-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name; `DIGEST_INVALID`: provided digest did not match uploaded content; `SIZE_INVALID`: provided length did not match content length; `BLOB_UPLOAD_INVALID`: blob upload invalid */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description Id of the upload session. Take it from `Location`, never build it.
                 * @example 0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e
                 */
                session: components["parameters"]["path-session"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is open. */
            204: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    Range: components["headers"]["Range"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Docker-Upload-UUID": components["headers"]["Docker-Upload-UUID"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UPLOAD_UNKNOWN`: blob upload unknown to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    finishUpload: {
        parameters: {
            query: {
                /**
                 * @description Digest of the whole blob.
                 * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
                 */
                digest: components["parameters"]["query-digest-required"];
            };
            header?: {
                /**
                 * @description In an upload: the chunk, `start-end`, both inclusive, no unit. In a partial reply: `bytes start-end/size` (RFC 9110 14.4).
                 * @example 0-16383
                 */
                "Content-Range"?: components["parameters"]["header-Content-Range"];
            };
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description Id of the upload session. Take it from `Location`, never build it.
                 * @example 0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e
                 */
                session: components["parameters"]["path-session"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": Bytes;
            };
        };
        responses: {
            /** @description The blob is in the repository, durably. */
            201: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    "Docker-Content-Digest": components["headers"]["Docker-Content-Digest"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name; `DIGEST_INVALID`: provided digest did not match uploaded content; `BLOB_UPLOAD_INVALID`: blob upload invalid; `SIZE_INVALID`: provided length did not match content length */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UPLOAD_UNKNOWN`: blob upload unknown to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UPLOAD_INVALID`: blob upload invalid */
            409: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    Range: components["headers"]["Range"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Docker-Upload-UUID": components["headers"]["Docker-Upload-UUID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UPLOAD_INVALID`: blob upload invalid */
            416: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    Range: components["headers"]["Range"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Docker-Upload-UUID": components["headers"]["Docker-Upload-UUID"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    cancelUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description Id of the upload session. Take it from `Location`, never build it.
                 * @example 0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e
                 */
                session: components["parameters"]["path-session"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is gone. */
            204: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UPLOAD_UNKNOWN`: blob upload unknown to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UPLOAD_INVALID`: blob upload invalid */
            409: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    Range: components["headers"]["Range"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Docker-Upload-UUID": components["headers"]["Docker-Upload-UUID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    patchUpload: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description In an upload: the chunk, `start-end`, both inclusive, no unit. In a partial reply: `bytes start-end/size` (RFC 9110 14.4).
                 * @example 0-16383
                 */
                "Content-Range"?: components["parameters"]["header-Content-Range"];
            };
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description Id of the upload session. Take it from `Location`, never build it.
                 * @example 0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e
                 */
                session: components["parameters"]["path-session"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": Bytes;
            };
        };
        responses: {
            /** @description The chunk was received. */
            202: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    Range: components["headers"]["Range"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Docker-Upload-UUID": components["headers"]["Docker-Upload-UUID"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_INVALID`: invalid repository name; `BLOB_UPLOAD_INVALID`: blob upload invalid; `SIZE_INVALID`: provided length did not match content length */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UPLOAD_UNKNOWN`: blob upload unknown to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UPLOAD_INVALID`: blob upload invalid */
            409: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    Range: components["headers"]["Range"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Docker-Upload-UUID": components["headers"]["Docker-Upload-UUID"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `BLOB_UPLOAD_INVALID`: blob upload invalid */
            416: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Location: components["headers"]["Location"];
                    Range: components["headers"]["Range"];
                    "Upload-Offset": components["headers"]["Upload-Offset"];
                    "Docker-Upload-UUID": components["headers"]["Docker-Upload-UUID"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    listTags: {
        parameters: {
            query?: {
                /**
                 * @description Most entries to return. Larger figures than the registry allows are cut down to its limit.
                 * @example 100
                 */
                n?: components["parameters"]["query-n"];
                /**
                 * @description Entry after which the page starts, whether or not it exists. Prefer to follow `Link`.
                 * @example v1.9
                 */
                last?: components["parameters"]["query-last"];
                /**
                 * @description Registry host of the name the client was given ("Registry Proxying"). Never contacted.
                 * @example registry.example.org
                 */
                ns?: components["parameters"]["query-ns"];
            };
            header?: never;
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tags, or one page of them. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Link: components["headers"]["Link-optional"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagList"];
                };
            };
            /** @description `NAME_INVALID`: invalid repository name; `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `NAME_UNKNOWN`: repository name not known to registry */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    listReferrers: {
        parameters: {
            query?: {
                /**
                 * @description List only referrers of this artifact type.
                 * @example application/vnd.example.sbom.v1
                 */
                artifactType?: components["parameters"]["query-artifactType"];
                /**
                 * @description Most entries to return. Larger figures than the registry allows are cut down to its limit.
                 * @example 100
                 */
                n?: components["parameters"]["query-n"];
                /**
                 * @description Entry after which the page starts, whether or not it exists. Prefer to follow `Link`.
                 * @example v1.9
                 */
                last?: components["parameters"]["query-last"];
                /**
                 * @description Registry host of the name the client was given ("Registry Proxying"). Never contacted.
                 * @example registry.example.org
                 */
                ns?: components["parameters"]["query-ns"];
            };
            header?: never;
            path: {
                /**
                 * @description Repository name. It may hold slashes; they need no escape.
                 * @example library/app
                 */
                name: components["parameters"]["path-name"];
                /**
                 * @description Digest of the content.
                 * @example sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0
                 */
                digest: components["parameters"]["path-digest"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The referrers, or one page of them. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Link: components["headers"]["Link-optional"];
                    "OCI-Filters-Applied": components["headers"]["OCI-Filters-Applied-optional"];
                    "OCI-Namespace": components["headers"]["OCI-Namespace-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.oci.image.index.v1+json": components["schemas"]["ImageIndex"];
                };
            };
            /** @description `NAME_INVALID`: invalid repository name; `DIGEST_INVALID`: provided digest did not match uploaded content; `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    listRepositories: {
        parameters: {
            query?: {
                /**
                 * @description Most entries to return. Larger figures than the registry allows are cut down to its limit.
                 * @example 100
                 */
                n?: components["parameters"]["query-n"];
                /**
                 * @description Entry after which the page starts, whether or not it exists. Prefer to follow `Link`.
                 * @example v1.9
                 */
                last?: components["parameters"]["query-last"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The repositories, or one page of them. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    Link: components["headers"]["Link-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryList"];
                };
            };
            /** @description `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    issueToken: {
        parameters: {
            query?: {
                /**
                 * @description What the token is for: `service` of the challenge. This registry issues none for others.
                 * @example registry.example.org
                 */
                service?: components["parameters"]["query-service"];
                /**
                 * @description What the token should allow, `repository:<name>:<actions>`; may be given several times, or several in one, with spaces between. What is not granted is left out of the token.
                 * @example [
                 *       "repository:library/app:pull,push"
                 *     ]
                 */
                scope?: components["parameters"]["query-scope"];
                /**
                 * @description The user a client believes to be. Who it is, its credentials say.
                 * @example ada
                 */
                account?: components["parameters"]["query-account"];
                /**
                 * @description The name of the client.
                 * @example docker
                 */
                client_id?: components["parameters"]["query-client_id"];
                /**
                 * @description Whether a refresh token is wanted, which a client keeps instead of a password.
                 * @example true
                 */
                offline_token?: components["parameters"]["query-offline_token"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A token for what was granted of what was asked for, which may be nothing. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedToken"];
                };
            };
            /** @description `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    exchangeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description A token for what was granted of what was asked for, which may be nothing. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedToken"];
                };
            };
            /** @description `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `SIZE_INVALID`: provided length did not match content length */
            413: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getScrub: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scrub under way and the last ones. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScrubState"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    startScrub: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One that was asked for before is under way; it is that one. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScrubState"];
                };
            };
            /** @description It has begun. */
            202: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScrubState"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    stopScrub: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None that was asked for is under way any more, if one was. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScrubState"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /**
                 * @description Most entries to return. Larger figures than the registry allows are cut down to its limit.
                 * @example 100
                 */
                n?: components["parameters"]["query-n"];
                /**
                 * @description Entry after which the page starts, whether or not it exists. Prefer to follow `Link`.
                 * @example v1.9
                 */
                last?: components["parameters"]["query-last"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens, or one page of them. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            /** @description `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description It is good from now on. */
            201: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Location: components["headers"]["Location"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedToken"];
                };
            };
            /** @description `UNSUPPORTED`: the operation is unsupported */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `SIZE_INVALID`: provided length did not match content length */
            413: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the robot whose token it is.
                 * @example ci
                 */
                token: components["parameters"]["path-token"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
            204: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED`: the operation is unsupported */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            507: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /**
                 * @description Most entries to return. Larger figures than the registry allows are cut down to its limit.
                 * @example 100
                 */
                n?: components["parameters"]["query-n"];
                /**
                 * @description Entry after which the page starts, whether or not it exists. Prefer to follow `Link`.
                 * @example v1.9
                 */
                last?: components["parameters"]["query-last"];
                /**
                 * @description List only what was done to this repository.
                 * @example library/app
                 */
                repository?: components["parameters"]["query-repository"];
                /**
                 * @description List only what this principal has done.
                 * @example robot:ci
                 */
                principal?: components["parameters"]["query-principal"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries, or one page of them. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link-optional"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditTrail"];
                };
            };
            /** @description `UNSUPPORTED`: the operation is unsupported; `NAME_INVALID`: invalid repository name */
            400: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHORIZED`: authentication required */
            401: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DENIED`: requested access to the resource is denied */
            403: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `TOOMANYREQUESTS`: too many requests */
            429: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send requests. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Send requests elsewhere. */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getStartup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Started. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Length": components["headers"]["Content-Length"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Entity tags the client has; the reply is 304 when one is current (RFC 9110 13.1.2).
                 * @example "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f"
                 */
                "If-None-Match"?: components["parameters"]["header-If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The client has this document already. */
            304: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Length": components["headers"]["Content-Length"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getDocsAsset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Entity tags the client has; the reply is 304 when one is current (RFC 9110 13.1.2).
                 * @example "sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f"
                 */
                "If-None-Match"?: components["parameters"]["header-If-None-Match"];
            };
            path: {
                /**
                 * @description A file of the documentation.
                 * @example swagger-ui.css
                 */
                asset: components["parameters"]["path-asset"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Content-Length": components["headers"]["Content-Length"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    ETag: components["headers"]["ETag"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "text/css": Bytes;
                    "text/javascript": Bytes;
                    "image/svg+xml": Bytes;
                };
            };
            /** @description The client has this file already. */
            304: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNSUPPORTED`: the operation is unsupported */
            404: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNKNOWN`: unknown error */
            500: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: service unavailable */
            503: {
                headers: {
                    "Docker-Distribution-Api-Version": components["headers"]["Docker-Distribution-Api-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin-optional"];
                    "Access-Control-Expose-Headers": components["headers"]["Access-Control-Expose-Headers-optional"];
                    Vary: components["headers"]["Vary-optional"];
                    Warning: components["headers"]["Warning-optional"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
}
