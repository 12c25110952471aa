import type { Input, OperationId, Operations, Reply } from '@berth/spec'
import type { OpenBlob } from '@berth/storage'
import type { Context } from './context.ts'
import type { ByteRange } from './http/range.ts'

/** A part of a stored blob, or all of it. Who sends it closes the blob. */
export interface BlobSlice {
  readonly blob: OpenBlob
  readonly range?: ByteRange
}

/** Bytes a handler answers with: in memory, or a stored blob to be streamed. */
export type Bytes = Uint8Array | BlobSlice

/** Does one operation for one request: takes the parsed input, returns a reply that the operation declares. */
export type Handler<Id extends OperationId> = (
  input: Input<Operations[Id]>,
) => Promise<Reply<Operations[Id], Bytes>> | Reply<Operations[Id], Bytes>

/**
 * Builds the handler of one request around its Context, so that no right and no state outlives the request. It takes
 * from the Context what the handler may touch, and nothing else.
 */
export type Dispatcher<Id extends OperationId> = (context: Context) => Handler<Id>

/** One dispatcher per operation of the contract. A missing one does not compile. */
export type DispatchTable = { readonly [Id in OperationId]: Dispatcher<Id> }
