import { open } from 'node:fs/promises'
import { KeySet, KeySetError } from './key-set.ts'

const MAX_BYTES = 1024 * 1024

/** A file of keys cannot be used. The message names it and says why. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
}

/** The keys of a JWK Set in a file. @throws {KeyFileError} */
export function readJwksFile(file: string): Promise<KeySet> {
  return read(file, (text) => {
    let document: unknown
    try {
      document = JSON.parse(text)
    } catch (cause) {
      throw new KeySetError('it is no JSON', { cause })
    }
    return KeySet.fromJwks(document)
  })
}

/** The keys of the certificates in a file. @throws {KeyFileError} */
export function readCertificatesFile(file: string): Promise<KeySet> {
  return read(file, (text) => KeySet.fromCertificates(text))
}

async function read(file: string, parse: (text: string) => KeySet): Promise<KeySet> {
  try {
    return parse(await boundedText(file))
  } catch (cause) {
    if (cause instanceof KeySetError) throw new KeyFileError(`${file}: ${cause.message}`, { cause })
    throw new KeyFileError(`${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}

async function boundedText(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    if (size > MAX_BYTES) throw new KeySetError(`it is larger than ${MAX_BYTES} bytes`)
    return await handle.readFile('utf8')
  } finally {
    await handle.close()
  }
}
