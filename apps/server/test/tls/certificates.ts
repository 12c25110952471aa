import { generate } from 'selfsigned'

/** A certificate with its key, both in PEM. */
export interface Issued {
  readonly certificate: string
  readonly key: string
}

interface Wanted {
  readonly commonName?: string
  /** Whether it signs others. */
  readonly isAuthority?: boolean
  readonly signedBy?: Issued
  readonly uris?: readonly string[]
  readonly notBefore?: Date
  readonly notAfter?: Date
}

/** Makes a certificate for this machine, signed by itself unless by another. */
export async function issue(wanted: Wanted = {}): Promise<Issued> {
  const { commonName = 'localhost', isAuthority = false, signedBy, uris = [], notBefore, notAfter } = wanted
  const { cert, private: key } = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    ...(notBefore && { notBeforeDate: notBefore }),
    ...(notAfter && { notAfterDate: notAfter }),
    ...(signedBy && { ca: { cert: signedBy.certificate, key: signedBy.key } }),
    extensions: [
      { name: 'basicConstraints', cA: isAuthority, critical: true },
      isAuthority
        ? { name: 'keyUsage', keyCertSign: true, critical: true }
        : { name: 'keyUsage', digitalSignature: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          ...uris.map((value) => ({ type: 6 as const, value })),
        ],
      },
    ],
  })
  return { certificate: cert, key }
}
