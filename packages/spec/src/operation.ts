import type { z } from '@hono/zod-openapi'
import type { ErrorCode, errorTable, StatusOf } from './errors.ts'
import type { Right } from './grammar.ts'
import type { HeaderName } from './headers.ts'
import type {
  ParsedBy,
  PathParameterName,
  pathParameters,
  QueryParameterName,
  queryParameters,
  RequestHeaderName,
  requestHeaders,
} from './parameters.ts'

/** A row of the specification's endpoint table. */
export type Endpoint = `end-${number}` | `end-${number}${'a' | 'b' | 'c'}`

/**
 * The right an operation asks for. App checks it once, from this word, before any handler runs. `public` asks for
 * none (health, documentation); `ping` is the endpoint that tells a client how to authenticate, `login` the one where
 * it does; `catalog` is for everybody who may pull something, and shows them no more than that.
 */
export type Action = 'public' | 'ping' | 'login' | 'catalog' | Right

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Content of a reply: none, bytes passed on untouched, or a JSON document of a schema. */
export type ReplyContent =
  | 'none'
  | 'blob'
  | 'manifest'
  | 'page'
  | 'asset'
  | 'metrics'
  | { readonly json: z.ZodType; readonly mediaType?: string }

export interface ReplySpec {
  readonly description: string
  /** Headers the reply always has. `Content-Length` is listed only where the sender cannot know it. */
  readonly headers: readonly HeaderName[]
  /** Headers it has when they apply. */
  readonly optional?: readonly HeaderName[]
  readonly content: ReplyContent
}

/** The codes a status of the table may carry. */
type CodesOf<Status extends number> = {
  [Code in ErrorCode]: Status extends StatusOf<Code> ? Code : never
}[ErrorCode]

type ErrorStatus = (typeof errorTable)[ErrorCode]['statuses'][number]

export type ErrorSpecs = { readonly [Status in ErrorStatus]?: readonly CodesOf<Status>[] }

/** One operation of the API: everything that server, client and documentation have to know about it. */
export interface Operation {
  readonly id: string
  readonly endpoints: readonly Endpoint[]
  readonly action: Action
  /** It goes on with what its caller has begun: a token that has run out meanwhile still does for that. */
  readonly continues?: boolean
  /** What an operator types for it on the registry's machine. */
  readonly command?: string
  readonly method: Method
  readonly path: `/${string}`
  /** Other spellings of the path that are served the same, because a redirect would lose a body (protocol fact 1). */
  readonly aliases?: readonly `/${string}`[]
  readonly tag:
    | 'Base'
    | 'Pull'
    | 'Push'
    | 'Content discovery'
    | 'Content management'
    | 'Access'
    | 'Maintenance'
    | 'Service'
  readonly summary: string
  readonly description: string
  readonly query?: {
    readonly required?: readonly QueryParameterName[]
    readonly optional?: readonly QueryParameterName[]
  }
  readonly headers?: readonly RequestHeaderName[]
  /** Body of the request: bytes passed on untouched, or a document or a form of a schema. */
  readonly body?: 'blob' | 'manifest' | { readonly json: z.ZodType } | { readonly form: z.ZodType }
  readonly replies: Readonly<Record<number, ReplySpec>>
  /** Error codes by status, beside the ones every operation may answer with (`commonErrors`). */
  readonly errors: ErrorSpecs
}

/** Declares an operation, keeping every literal of it for the types of handlers and clients. */
export function operation<const O extends Operation>(declaration: O): O {
  return declaration
}

type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? (Name & PathParameterName) | PathNames<Rest>
  : never

type QueryValue<Name extends QueryParameterName> = (typeof queryParameters)[Name] extends { multiple: true }
  ? ParsedBy<(typeof queryParameters)[Name]>[]
  : ParsedBy<(typeof queryParameters)[Name]>

type Names<List> = List extends readonly (infer Name)[] ? Name : never
type Query<O extends Operation> = O extends { query: infer Q } ? Q : Record<never, never>
type RequiredQuery<O extends Operation> = Names<
  Query<O> extends { required: infer List } ? List : readonly []
>
type OptionalQuery<O extends Operation> = Names<
  Query<O> extends { optional: infer List } ? List : readonly []
>

/** The body of a request that is parsed before a handler sees it. Bytes are not. */
type ParsedBody<O extends Operation> = O extends {
  body: { json: infer Schema extends z.ZodType } | { form: infer Schema extends z.ZodType }
}
  ? { body: z.output<Schema> }
  : unknown

/** The parsed request of an operation. */
export type Input<O extends Operation> = ParsedBody<O> & {
  params: { [Name in PathNames<O['path']>]: ParsedBy<(typeof pathParameters)[Name]> }
  query: { [Name in RequiredQuery<O> & QueryParameterName]: QueryValue<Name> } & {
    [Name in OptionalQuery<O> & QueryParameterName]?: QueryValue<Name>
  }
  headers: {
    [Name in Names<O['headers']> & RequestHeaderName]?: ParsedBy<(typeof requestHeaders)[Name]>
  }
}

type ContentOf<Content, Bytes> = Content extends 'none'
  ? { body?: undefined }
  : Content extends { json: z.ZodType<infer Document> }
    ? { body: Document }
    : { body: Bytes }

type ReplyHeaders<Spec extends ReplySpec> = { [Name in Spec['headers'][number]]: string } & {
  [Name in Names<Spec['optional']> & HeaderName]?: string | undefined
}

/**
 * A reply the operation declares: one of its statuses, with all of that status's headers and its kind of body.
 * `Bytes` is what a server or client hands bytes around as.
 */
export type Reply<O extends Operation, Bytes> = {
  [Status in keyof O['replies'] & number]: {
    status: Status
    headers: ReplyHeaders<O['replies'][Status]>
  } & ContentOf<O['replies'][Status]['content'], Bytes>
}[keyof O['replies'] & number]
