import { parseDigest } from '@berth/digest'
import type { CallOptions } from './blobs/stat.ts'
import type { Connection } from './connection.ts'
import { isNotFound } from './errors.ts'
import { parseTag } from './reference.ts'

/** Where a first try got through and its reply did not, the second finds nothing: what was asked for is done. */
async function gone(attempt: (counted: () => void) => Promise<unknown>): Promise<void> {
  let asked = 0
  try {
    await attempt(() => {
      asked += 1
    })
  } catch (error) {
    if (!(asked > 1 && isNotFound(error))) throw error
  }
}

function deleteReference(
  connection: Connection,
  name: string,
  reference: string,
  options: CallOptions,
): Promise<void> {
  const signal = connection.signal(options.signal)
  return gone((counted) =>
    connection.call('deleteManifest', signal, () => {
      counted()
      return connection.api.deleteManifest({ params: { path: { name, reference } }, signal })
    }),
  )
}

/** Deletes a tag alone ("Deleting tags"). */
export async function deleteTag(
  connection: Connection,
  name: string,
  tag: string,
  options: CallOptions = {},
): Promise<void> {
  await deleteReference(connection, name, parseTag(tag), options)
}

/** Deletes a manifest with every tag that points at it ("Deleting Manifests"). */
export async function deleteManifest(
  connection: Connection,
  name: string,
  digest: string,
  options: CallOptions = {},
): Promise<void> {
  await deleteReference(connection, name, parseDigest(digest), options)
}

/** Takes a blob out of the repository ("Deleting Blobs"). */
export async function deleteBlob(
  connection: Connection,
  name: string,
  digest: string,
  options: CallOptions = {},
): Promise<void> {
  const parsed = parseDigest(digest)
  const signal = connection.signal(options.signal)
  await gone((counted) =>
    connection.call('deleteBlob', signal, () => {
      counted()
      return connection.api.deleteBlob({ params: { path: { name, digest: parsed } }, signal })
    }),
  )
}
