let supported: boolean | undefined

/**
 * Whether this runtime's fetch can send a stream. One that cannot turns the stream into the text "[object
 * ReadableStream]", which shows in the Content-Type it then sets, and never asks for `duplex`.
 */
export function sendsStreams(): boolean {
  supported ??= probe()
  return supported
}

function probe(): boolean {
  let asked = false
  const init = {
    method: 'POST',
    body: new ReadableStream(),
    get duplex() {
      asked = true
      return 'half' as const
    },
  }
  const request = new Request('https://registry.invalid/', init)
  return asked && !request.headers.has('Content-Type')
}
