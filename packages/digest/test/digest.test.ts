import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFingerprinter } from '../src/fingerprint.ts'
import { newHash as newNodeHash } from '../src/hasher/node.ts'
import { newHash as newUniversalHash } from '../src/hasher/universal.ts'
import {
  createHasher,
  createVerifier,
  DigestMismatchError,
  DigestSyntaxError,
  digestOf,
  isDigest,
  parseDigest,
  splitDigest,
  verifying,
} from '../src/index.ts'

const EMPTY = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const HELLO = new TextEncoder().encode('hello')

describe('a digest', () => {
  it('is parsed into algorithm and hex', () => {
    expect(splitDigest(parseDigest(EMPTY))).toEqual({ algorithm: 'sha256', hex: EMPTY.slice(7) })
  })

  it.each([
    ['sha256:ABC', 'wrong length'],
    [EMPTY.toUpperCase(), 'upper case'],
    [`sha256:${'A'.repeat(64)}`, 'upper-case hex'],
    [`sha512:${'a'.repeat(64)}`, 'hex of another algorithm'],
    [`md5:${'a'.repeat(32)}`, 'unknown algorithm'],
    [`__proto__:${'a'.repeat(64)}`, 'a word every object has'],
    ['a'.repeat(64), 'no algorithm'],
    [`${EMPTY}\n`, 'line end'],
    ['', 'empty'],
  ])('%j is none: %s', (text) => {
    expect(isDigest(text)).toBe(false)
    expect(() => parseDigest(text)).toThrow(DigestSyntaxError)
  })
})

describe('hashing', () => {
  it('of nothing gives the well-known digest', () => expect(digestOf(new Uint8Array())).toBe(EMPTY))

  it.each(['sha256', 'sha512'] as const)(
    'by %s is the same in OpenSSL and in pure JavaScript, however it is cut',
    (algorithm) => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
          const hashes = [newNodeHash(algorithm), newUniversalHash(algorithm)]
          for (const chunk of chunks) for (const hash of hashes) hash.update(chunk)
          const [native, universal] = hashes.map((hash) => hash.hex())
          expect(universal).toBe(native)
          expect(native).toBe(createHash(algorithm).update(Buffer.concat(chunks)).digest('hex'))
        }),
      )
    },
  )

  it('names its algorithm in the digest', () => {
    const hasher = createHasher('sha512')
    hasher.update(HELLO)
    expect(hasher.digest()).toMatch(/^sha512:9b71d224bd62f378/)
  })
})

describe('verifying', () => {
  async function* pieces(...texts: string[]) {
    for (const text of texts) yield new TextEncoder().encode(text)
  }

  it('passes the right content on unchanged', async () => {
    const got: Uint8Array[] = []
    for await (const chunk of verifying(pieces('he', 'llo'), digestOf(HELLO), 5)) got.push(chunk)
    expect(Buffer.concat(got).toString()).toBe('hello')
  })

  it.each([
    ['other content', ['hullo'], 5],
    ['content that ends early', ['hel'], 5],
    ['content that goes on', ['hello', '!'], 5],
    ['other content of unknown size', ['hell'], undefined],
  ])('fails on %s', async (_, texts, size) => {
    const drain = async () => {
      for await (const _chunk of verifying(pieces(...texts), digestOf(HELLO), size));
    }
    await expect(drain()).rejects.toThrow(DigestMismatchError)
  })

  it('refuses more bytes than expected at once, before the end', () => {
    const verifier = createVerifier(digestOf(HELLO), 5)
    verifier.update(HELLO)
    expect(() => verifier.update(HELLO)).toThrow(DigestMismatchError)
  })
})

describe('a fingerprint', () => {
  it('depends on the content, not on how it is cut', () => {
    const [whole, cut, other] = [createFingerprinter(), createFingerprinter(), createFingerprinter()]
    whole.update(HELLO)
    cut.update(HELLO.subarray(0, 2))
    cut.update(HELLO.subarray(2))
    other.update(HELLO.subarray(0, 4))
    expect(cut.value()).toBe(whole.value())
    expect(other.value()).not.toBe(whole.value())
    expect(whole.value()).toMatch(/^[0-9a-f]{16}$/)
  })
})
