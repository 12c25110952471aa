const TIMEOUT_MS = 5000
const MAX_BYTES = 1024 * 1024

/** A document cannot be had. The message says why, for the log. */
export class FetchError extends Error {
  override readonly name = 'FetchError'
}

/**
 * Gets a JSON document of an issuer: soon or not at all, of bounded size, and from where it was asked for. A redirect
 * is refused, because it would let another host say what the keys are.
 * @param signal ends it before.
 * @throws {FetchError}
 */
export async function fetchJson(url: string, signal: AbortSignal, timeoutMs = TIMEOUT_MS): Promise<unknown> {
  try {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const headers = { accept: 'application/json' }
    const response = await fetch(url, { redirect: 'manual', signal: ended, headers })
    if (response.status !== 200) {
      await response.body?.cancel()
      const redirected = response.status >= 300 && response.status < 400
      throw new FetchError(`${url} answers ${response.status}${redirected ? ': redirects are refused' : ''}`)
    }
    return JSON.parse(await boundedText(response, url))
  } catch (cause) {
    if (cause instanceof FetchError) throw cause
    if (cause instanceof SyntaxError) throw new FetchError(`${url} is no JSON`, { cause })
    throw new FetchError(`${url} cannot be reached`, { cause })
  }
}

async function boundedText(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop cancels the body, and with it the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BYTES) throw new FetchError(`${url} is larger than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
