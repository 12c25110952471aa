import { TLSSocket } from 'node:tls'

/** Who a client is, as an authority that the configuration names has signed. */
export interface ClientCertificate {
  /** Of its subject; undefined when it has none, or several. */
  readonly commonName: string | undefined
  readonly dnsNames: readonly string[]
  readonly uris: readonly string[]
  readonly emailAddresses: readonly string[]
}

const known = new WeakMap<TLSSocket, ClientCertificate | undefined>()

/** The verified certificate of the client on this connection; undefined when it has shown none. */
export function clientCertificateOf(socket: unknown): ClientCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  if (!known.has(socket)) known.set(socket, read(socket))
  return known.get(socket)
}

/** Why the certificate this client has shown is not accepted; undefined when it is, or none was shown. */
export function certificateRefusal(socket: TLSSocket): string | undefined {
  // A connection without a certificate is not authorized either, and needs not be.
  if (socket.authorized || socket.getPeerX509Certificate() === undefined) return undefined
  return String(socket.authorizationError ?? 'it was not asked for')
}

function read(socket: TLSSocket): ClientCertificate | undefined {
  // A session that is taken up again counts as authorized also when it began without a certificate.
  const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined
  if (certificate === undefined) return undefined
  const { CN } = certificate.toLegacyObject().subject as { CN?: string | string[] }
  const names = alternativeNames(certificate.subjectAltName)
  const of = (kind: string) => names.flatMap((name) => (name.kind === kind ? [name.value] : []))
  return {
    commonName: typeof CN === 'string' ? CN : undefined,
    dnsNames: of('DNS'),
    uris: of('URI'),
    emailAddresses: of('email'),
  }
}

/** `DNS:a.example, URI:"spiffe://a/b, c"`: Node puts into quotes what could be taken for several names. */
function alternativeNames(text = ''): { kind: string; value: string }[] {
  return [...text.matchAll(/(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)/g)].map(
    ([, kind = '', value = '']) => ({
      kind,
      value: value.startsWith('"') ? (JSON.parse(value) as string) : value,
    }),
  )
}
