/** A body as it goes over the wire: bytes that nothing on the way parses or writes anew. */
export type Bytes = Uint8Array | Blob | ReadableStream<Uint8Array>
