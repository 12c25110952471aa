/**
 * What the contract's types refuse. This file is compiled by `npm run typecheck` and never run: each line below a
 * `@ts-expect-error` must be an error, or the compiler complains about the comment.
 */
import type { Dispatcher, DispatchTable } from '../src/handler.ts'
import { dispatchTable } from '../src/handlers/index.ts'

const digest = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

export const right: Dispatcher<'putManifest'> = () => () => ({
  status: 201,
  headers: { Location: '/v2/a/manifests/x', 'Docker-Content-Digest': digest },
})

const { getBase: _left, ...withoutBase } = dispatchTable
// @ts-expect-error a missing handler
export const missingHandler: DispatchTable = withoutBase

export const undeclaredStatus: Dispatcher<'putManifest'> = () => () => ({
  // @ts-expect-error a status the operation does not declare
  status: 200,
  headers: { Location: '/v2/a/manifests/x', 'Docker-Content-Digest': digest },
})

export const missingHeader: Dispatcher<'putManifest'> = () => () => ({
  status: 201,
  // @ts-expect-error a header the operation promises is missing
  headers: { Location: '/v2/a/manifests/x' },
})

export const unwantedBody: Dispatcher<'putManifest'> = () => () => ({
  status: 201,
  headers: { Location: '/v2/a/manifests/x', 'Docker-Content-Digest': digest },
  // @ts-expect-error a body where the operation declares none
  body: new Uint8Array(),
})

export const wrongDocument: Dispatcher<'listTags'> = () => () => ({
  status: 200,
  headers: {},
  // @ts-expect-error a document of another shape
  body: { name: 'a', tags: [1, 2] },
})

// @ts-expect-error no body where the operation declares one
export const missingBody: Dispatcher<'getManifest'> = () => () => ({
  status: 200,
  headers: {
    'Docker-Content-Digest': digest,
    ETag: `"${digest}"`,
    'Cache-Control': 'no-cache',
    'Content-Type': 'application/json',
    'Content-Length': '2',
  },
})

export const undeclaredInput: Dispatcher<'getBlob'> =
  () =>
  ({ query }) => {
    // @ts-expect-error a query parameter the operation does not declare
    throw new Error(query.n)
  }

export const undeclaredField: Dispatcher<'createToken'> =
  () =>
  ({ body }) => {
    // @ts-expect-error a field the document does not have
    throw new Error(body.nmae)
  }

export const unparsedBody: Dispatcher<'putManifest'> = () => (input) => {
  // @ts-expect-error a body of bytes is read through the Context
  throw new Error(input.body)
}
