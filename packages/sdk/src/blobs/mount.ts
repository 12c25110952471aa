import { type Digest, isDigest, parseDigest } from '@berth/digest'
import type { Connection } from '../connection.ts'
import { ProtocolError } from '../errors.ts'
import { parseName } from '../reference.ts'
import type { CallOptions } from './stat.ts'
import { cancelSession, sessionOf } from './upload-session.ts'

/** Takes a blob over from another repository of the same registry (end-11). False when its bytes have to be pushed. */
export async function mountBlob(
  connection: Connection,
  name: string,
  digest: string,
  from: string | undefined,
  options: CallOptions = {},
): Promise<boolean> {
  const mount: Digest = parseDigest(digest)
  const source = from === undefined ? {} : { from: parseName(from) }
  const signal = connection.signal(options.signal)
  const { response } = await connection.call('startUpload', signal, () =>
    connection.api.startUpload({ params: { path: { name }, query: { mount, ...source } }, signal }),
  )
  if (response.status !== 201) {
    // The registry has opened a session for the bytes instead. They may never come; it need not wait for them.
    await cancelSession(connection, sessionOf(response))
    return false
  }
  const mounted = response.headers.get('Docker-Content-Digest')
  // The digest may come in another algorithm; in the same one it has to be the same.
  if (mounted !== null && isDigest(mounted) && mounted.length === mount.length && mounted !== mount)
    throw new ProtocolError(response.url, `it has mounted another blob, ${mounted}`)
  return true
}
