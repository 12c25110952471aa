import type { ProtocolCase } from '../case.ts'
import { blobsPull } from './blobs-pull.ts'
import { conditional } from './conditional.ts'
import { deletes } from './deletes.ts'
import { cors, headers } from './headers.ts'
import { maintenance } from './maintenance.ts'
import { manifestsPull, negotiation } from './manifests-pull.ts'
import { manifestsPush } from './manifests-push.ts'
import { methods } from './methods.ts'
import { mounts } from './mounts.ts'
import { names } from './names.ts'
import { ping } from './ping.ts'
import { proxies } from './proxies.ts'
import { ranges } from './ranges.ts'
import { references } from './references.ts'
import { referrers } from './referrers.ts'
import { tags } from './tags.ts'
import { uploadsChunked } from './uploads-chunked.ts'
import { uploadsMonolithic } from './uploads-monolithic.ts'

/** Every table, by what it is about, in the order the specification comes to it. */
export const tables: Readonly<Record<string, readonly ProtocolCase[]>> = {
  ping,
  names,
  'tags and digests': references,
  'pulling manifests': manifestsPull,
  'content negotiation': negotiation,
  'pulling blobs': blobsPull,
  ranges,
  'conditional requests': conditional,
  'pushing blobs in one piece': uploadsMonolithic,
  'pushing blobs in chunks': uploadsChunked,
  'mounting blobs': mounts,
  'pushing manifests': manifestsPush,
  'listing tags': tags,
  'listing referrers': referrers,
  deleting: deletes,
  proxies,
  maintenance,
  'paths and methods': methods,
  headers,
  'other origins': cors,
}
