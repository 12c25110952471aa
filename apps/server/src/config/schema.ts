import { z } from 'zod'
import {
  tokenServerParts,
  tokenServerSchema,
  workloadParts,
  workloadsSchema,
} from '../access/foreign/written.ts'
import { ruleSchema } from '../access/rules.ts'
import { isAddressOrRange, isOriginOrAny, isPublicUrl } from './address.ts'
import { choice, duration, integer, list, optionalText, size, structure, text, toggle } from './field.ts'

const isPath = (text: string): boolean => /^[^\0]+$/.test(text)

function section<Shape extends z.core.$ZodLooseShape>(description: string, shape: Shape) {
  return z
    .strictObject(shape)
    .prefault({} as never)
    .meta({ description })
}

/**
 * Everything an operator can decide, once. Defaults, the check of `berth.yaml` and its JSON Schema, the names of
 * environment variables and flags, and the table in the README all come from here.
 *
 * Durations come out in milliseconds, sizes in bytes.
 */
export const configSchema = z.strictObject({
  http: section('Where and how the registry listens.', {
    host: text({
      description: 'Address or host name to listen on.',
      default: '127.0.0.1',
      flag: 'host',
      pattern: /^[A-Za-z0-9_.:%-]+$/,
      expected: 'an IP address or a host name',
    }),
    port: integer({
      description: 'TCP port to listen on. 0 takes a free one.',
      default: 5000,
      flag: 'port',
      min: 0,
      max: 65_535,
    }),
    publicUrl: optionalText({
      description:
        'URL under which clients reach the registry, path prefix included. Without it locations are relative.',
      check: isPublicUrl,
      expected: 'an http or https URL without user, query and fragment, such as https://registry.example',
    }),
    trustedProxies: list({
      description:
        'Proxies that are believed what they say of a request in `http.forwardedHeader`: addresses or CIDR ranges.',
      default: [],
      check: isAddressOrRange,
      expected: 'a list of IP addresses or CIDR ranges, such as 10.0.0.0/8',
    }),
    forwardedHeader: choice({
      description:
        'Headers the trusted proxies write: `x-forwarded` is `X-Forwarded-For`, `-Proto`, `-Host` and `-Prefix`, `forwarded` is `Forwarded` (RFC 7239). The other ones are never read: proxies pass them on as clients send them.',
      default: 'x-forwarded',
      values: ['x-forwarded', 'forwarded'],
    }),
    tls: section('Encryption. With a certificate the registry speaks HTTPS only.', {
      certificate: optionalText({
        description:
          'PEM file with the certificate of the registry and those between it and its authority. Looked at again every few seconds: a renewed one needs no restart.',
        check: isPath,
        expected: 'a path',
      }),
      key: optionalText({
        description: 'PEM file with the private key of the certificate.',
        check: isPath,
        expected: 'a path',
      }),
      clientCa: optionalText({
        description:
          'PEM file with the authorities whose client certificates are accepted. Clients need not have one.',
        check: isPath,
        expected: 'a path',
      }),
      selfSigned: toggle({
        description:
          'For development: make a certificate for this machine, kept in `tls` of the data folder, which clients have to be told to trust.',
        default: false,
        flag: 'tls-self-signed',
      }),
    }),
    cors: section('What pages of other origins may do in a browser.', {
      origins: list({
        description:
          'Origins of other web pages that may use the registry from a browser; `*` is any. None by default: an open registry on this machine would be open to every page.',
        default: [],
        check: isOriginOrAny,
        expected: 'a list of origins such as https://ui.example, or *',
      }),
    }),
    maxHeaderSize: size({
      description: 'Largest head of a request, request line and headers together.',
      default: '32KiB',
      min: '8KiB',
      max: '1MiB',
    }),
    maxConnections: integer({
      description: 'Most connections open at a time.',
      default: 16_384,
      min: 1,
      max: 1_000_000,
    }),
    headersTimeout: duration({
      description: 'How long a client may take to send the head of a request.',
      default: '30s',
      min: '1s',
      max: '1h',
    }),
    // A proxy that reuses a connection the very moment the server closes it sees an error, so the server has to be
    // the more patient one; nginx and most cloud balancers give up after 60 s (protocol fact 21).
    keepAliveTimeout: duration({
      description: 'How long an idle connection is kept. Make it longer than that of a proxy in front.',
      default: '75s',
      min: '1s',
      max: '1h',
    }),
    // No limit on the whole request: a large layer over a slow line takes as long as it takes (protocol fact 21).
    bodyIdleTimeout: duration({
      description: 'How long a request body may stand still before the connection is closed.',
      default: '120s',
      min: '1s',
      max: '1h',
    }),
    drainTimeout: duration({
      description: 'How long running requests may go on after SIGTERM.',
      default: '30s',
      min: '0s',
      max: '1h',
    }),
  }),
  storage: section('Where content is kept.', {
    folder: text({
      description: 'Folder of the data, relative to the working directory. One server at a time uses it.',
      default: './berth-data',
      flag: 'data',
      pattern: /^[^\0]+$/,
      expected: 'a path',
    }),
    reserve: size({
      description:
        'Free space that is kept for deletions and the database: with less, pushes are answered with 507.',
      default: '64MiB',
      min: '0B',
      max: '1000GiB',
    }),
  }),
  content: section('What may be stored, changed and listed.', {
    delete: toggle({ description: 'Whether tags, manifests and blobs can be deleted.', default: true }),
    sparse: toggle({
      description: 'Accept an index or manifest whose children are not in the repository.',
      default: false,
    }),
    maxManifestSize: size({ description: 'Largest manifest.', default: '4MiB', min: '1KiB', max: '64MiB' }),
    pageSize: integer({
      description: 'Most entries of one page of tags, repositories or referrers.',
      default: 10_000,
      min: 1,
      max: 100_000,
    }),
    warning: text({
      description: 'A notice for people, sent as a `Warning` header with every pull and push. Empty: none.',
      default: '',
      pattern: /^[\x20-\x7e]{0,500}$/,
      expected: 'at most 500 printable ASCII characters on one line',
    }),
  }),
  uploads: section('Uploads under way.', {
    maxOpen: integer({
      description:
        'Most uploads open at a time, also forgotten ones. More are answered with 429, and so are more than a tenth of them, but at least 100, of one user or robot.',
      default: 10_000,
      min: 1,
      max: 10_000_000,
    }),
    expireAfter: duration({
      description: 'An upload nobody has touched for this long is dropped.',
      default: '24h',
      min: '1m',
      max: '365d',
    }),
  }),
  scrub: section('Reading stored content again in the background, to find what a disk has damaged.', {
    rate: size({
      description: 'Most bytes to read per second. `0B` turns it off.',
      default: '32MiB',
      min: '0B',
      max: '100GiB',
    }),
    pauseBetween: duration({
      description: 'How long to wait after everything was read before it is read again.',
      default: '24h',
      min: '1s',
      max: '365d',
    }),
  }),
  log: section('What is told about it.', {
    level: choice({
      description: 'Least severity to log.',
      default: 'info',
      values: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    }),
    format: choice({
      description: '`auto` is `pretty` on a terminal and `json` otherwise.',
      default: 'auto',
      values: ['auto', 'pretty', 'json'],
    }),
  }),
  access: section('Who may do what.', {
    users: optionalText({
      description:
        'File of those who log in with a password, relative to the working directory: the format of `htpasswd`, with bcrypt. `berth user` changes it.',
      check: (path) => /^[^\0]+$/.test(path),
      expected: 'a path',
    }),
    rules: structure(z.array(ruleSchema), {
      description:
        'Who may do what where. What no rule allows is denied. Without rules everybody who reaches the registry may do everything, and it keeps to this machine.',
      expected: 'a list of { who, repositories, actions }',
      parts: {
        who: 'anonymous (everybody), users, the name of a user, group:<name>, robot:<name>, certificate:<name>, { workload, claims }, or a list of these',
        repositories: 'a repository, a pattern such as team/* or team/**, ** for all, or a list of these',
        actions: 'one of pull, push, delete, admin, or a list of them',
      },
    }),
    groups: structure(z.record(z.string(), z.array(z.string().min(1))), {
      description: 'Names for several users at once, for rules: `group:<name>`.',
      expected: 'lists of users by the name of their group',
      parts: {},
    }),
    workloads: structure(workloadsSchema, {
      description:
        'Issuers of OpenID Connect tokens that log in without a password: GitHub Actions, GitLab CI, Kubernetes. Rules are for them by `{ workload, claims }`. `jwks` says where their keys are when their issuer does not.',
      expected: 'a list of { name, issuer, audience }, each with or without jwks',
      parts: workloadParts,
    }),
    tokenServer: structure(tokenServerSchema, {
      description:
        "Token server clients are sent to instead of `/token`, like distribution's `auth.token`. What its tokens say is allowed, beside what the rules allow others.",
      expected: 'the keys realm, issuer and service, and jwks, certificates or both',
      parts: tokenServerParts,
    }),
    tokenExpires: duration({
      description: 'How long a token of `/token` is good for. Clients get the next one by themselves.',
      default: '5m',
      min: '1m',
      max: '1h',
    }),
    auditFor: duration({
      description:
        'How long the audit trail is kept: who has logged in, and pushed, deleted and operated what.',
      default: '90d',
      min: '1h',
      max: '3650d',
    }),
    insecureAnonymous: toggle({
      description:
        'Listen beyond this machine although everybody who reaches the registry may pull, push and delete.',
      default: false,
      flag: 'insecure-anonymous',
    }),
  }),
  contract: section('Self-checks for those who build clients.', {
    check: toggle({
      description:
        'Check every reply against the OpenAPI document; a violation is answered with 500 and named.',
      default: false,
      flag: 'contract',
    }),
  }),
})

type Settled<T> = T extends readonly (infer Item)[]
  ? readonly Item[]
  : T extends object
    ? { readonly [Key in keyof T]: Settled<T[Key]> }
    : T

/** The configuration of a running server: complete, parsed and read-only. */
export type Config = Settled<z.output<typeof configSchema>>
