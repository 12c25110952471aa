import { digestOf } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import { mediaTypes } from '@berth/spec/image'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inspectManifest } from '../src/manifest/inspect.ts'
import { scanManifest } from '../src/manifest/scan.ts'
import { bytesOf, descriptorOf, imageManifest, json } from './fixtures.ts'

const invalid = expect.objectContaining({ code: 'MANIFEST_INVALID', status: 400 })
const layer = descriptorOf('layer')
const config = descriptorOf('{}', mediaTypes.ociEmpty)
const image = { schemaVersion: 2, config, layers: [layer] }
const index = { schemaVersion: 2, manifests: [layer] }

describe('the scan of a manifest', () => {
  const refused: [what: string, text: string][] = [
    ['a key that is there twice', '{"a":1,"a":2}'],
    ['a key that is there twice, once escaped', '{"layers":[],"\\u006cayers":[]}'],
    ['a key that is there twice, deep inside', '{"a":[{"b":{"c":1,"c":1}}]}'],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}'],
    ['a known key in another case', '{"Layers":[]}'],
    ['a known key in another case beside it', '{"layers":[],"LAYERS":[]}'],
    ['a known key by a letter that folds to it', '{"layer\u017f":[]}'],
    ['a key of a descriptor in another case', '{"layers":[{"Digest":"x"}]}'],
    ['a key of the config in another case', '{"config":{"mediatype":"x"}}'],
    ['too deep nesting', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['much too deep nesting', '['.repeat(4_000_000)],
    ['too many values', `[${'1,'.repeat(300_000)}1]`],
  ]
  it.each(refused)('refuses %s', (_, text) => {
    expect(() => scanManifest(text)).toThrow(invalid)
  })

  const accepted: [what: string, text: string][] = [
    ['__proto__ as a key like any other', '{"__proto__":{"constructor":1},"annotations":{"__proto__":"x"}}'],
    ['keys of annotations in any case', '{"annotations":{"Layers":"x","Config":"y","layers":"z"}}'],
    ['other keys in several cases', '{"x":{"Size":1,"size":2}}'],
    ['deep nesting within the limit', `${'['.repeat(64)}${']'.repeat(64)}`],
    ['every escape', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud800"'],
    ['space of every kind', ' \t\r\n{ "a" : [ 1 , 2 ] } \n'],
  ]
  it.each(accepted)('accepts %s', (_, text) => {
    scanManifest(text)
    JSON.parse(text)
  })

  const parses = (text: string) => {
    try {
      JSON.parse(text)
      return true
    } catch {
      return false
    }
  }
  const scans = (text: string) => {
    try {
      scanManifest(text)
      return true
    } catch (error) {
      expect(error).toBeInstanceOf(RegistryError)
      // What is refused for its meaning is JSON all the same.
      return /twice|only in case|nested/.test((error as RegistryError).message)
    }
  }

  it('accepts what JSON.parse accepts', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 8 }), (text) => scans(text)))
  })

  it('accepts of damaged JSON exactly what JSON.parse accepts', () => {
    const piece = fc.constantFrom(
      ...'{}[]",:0123456789.eE+-tfn \\u/\u0000\u0001\u007f\u00a0\ufeffab'.split(''),
      '',
    )
    const damaged = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.nat(3), piece)
      .map(([text, at, removed, put]) => {
        const start = at % (text.length + 1)
        return text.slice(0, start) + put + text.slice(start + removed)
      })
    fc.assert(
      fc.property(damaged, (text) => {
        if (parses(text)) expect(scans(text), text).toBe(true)
        else expect(() => scanManifest(text), text).toThrow(RegistryError)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('the inspection of a manifest', () => {
  it('throws nothing but errors of the protocol, whatever the bytes', () => {
    const members = fc.record(
      {
        schemaVersion: fc.jsonValue(),
        mediaType: fc.oneof(fc.constantFrom(...Object.values(mediaTypes)), fc.jsonValue()),
        artifactType: fc.jsonValue(),
        config: fc.oneof(fc.constant(config), fc.jsonValue()),
        layers: fc.oneof(fc.array(fc.oneof(fc.constant(layer), fc.jsonValue())), fc.jsonValue()),
        manifests: fc.jsonValue(),
        subject: fc.oneof(fc.constant(layer), fc.jsonValue()),
        annotations: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    const bytes = fc.oneof(fc.uint8Array(), fc.jsonValue().map(json), members.map(json))
    const mediaType = fc.option(
      fc.constantFrom(...Object.values(mediaTypes), 'application/x.y+json', 'nonsense'),
      {
        nil: undefined,
      },
    )
    fc.assert(
      fc.property(bytes, mediaType, (document, type) => {
        try {
          inspectManifest(document, type)
        } catch (error) {
          expect(error).toMatchObject({ name: 'RegistryError', code: 'MANIFEST_INVALID' })
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('takes the media type from the request, else from the document, else from its shape', () => {
    const typeOf = (document: object, given?: string) => inspectManifest(json(document), given).mediaType
    expect(typeOf(image, mediaTypes.ociManifest)).toBe(mediaTypes.ociManifest)
    expect(typeOf({ ...image, mediaType: mediaTypes.dockerManifest })).toBe(mediaTypes.dockerManifest)
    expect(typeOf(image)).toBe(mediaTypes.ociManifest)
    expect(typeOf(index)).toBe(mediaTypes.ociIndex)
    expect(typeOf({ a: 1 }, 'application/x.y')).toBe('application/x.y')
  })

  const refused: [what: string, document: unknown, mediaType?: string][] = [
    [
      'another media type than the request has (protocol fact 23)',
      { ...image, mediaType: mediaTypes.ociManifest },
      mediaTypes.ociIndex,
    ],
    ['no media type at all', { a: 1 }],
    ['a media type that is none', { ...image, mediaType: 'x' }],
    ['no object', [image], mediaTypes.ociManifest],
    [
      'a Docker manifest of version 1',
      { schemaVersion: 1 },
      'application/vnd.docker.distribution.manifest.v1+prettyjws',
    ],
    ['manifests beside layers (CVE-2021-41190)', { ...image, manifests: [] }, mediaTypes.ociManifest],
    ['manifests beside a config (CVE-2021-41190)', { ...index, config }, mediaTypes.ociIndex],
    ['an image without layers', { schemaVersion: 2, config }, mediaTypes.ociManifest],
    ['an index without manifests', { schemaVersion: 2 }, mediaTypes.ociIndex],
    ['a layer without a digest', { ...image, layers: [{ mediaType: 'a/b', size: 1 }] }],
    ['a negative size', { ...image, layers: [{ ...layer, size: -1 }] }],
    ['a subject with a malformed digest', { ...image, subject: { ...layer, digest: 'sha256:ABC' } }],
    ['annotations that are no strings', { ...image, annotations: { a: 1 } }],
  ]
  it.each(refused)('refuses %s', (_, document, mediaType) => {
    expect(() => inspectManifest(json(document), mediaType)).toThrow(invalid)
  })

  it('refuses what is wrong a quarter million times for the first of them', () => {
    const wrong = Array.from({ length: 299_000 }, () => 0)
    const platform = { architecture: 'amd64', os: 'linux', 'os.features': wrong }
    const documents: [object, RegExp][] = [
      [{ ...index, manifests: wrong }, /manifests\.0: /],
      [{ ...index, manifests: [layer, { ...layer, platform }] }, /manifests\.1\.platform\.os\.features\.0: /],
      [{ ...index, annotations: Object.fromEntries(wrong.slice(0, 140_000).entries()) }, /annotations\.0: /],
    ]
    for (const [document, reason] of documents) {
      const inspect = () => inspectManifest(json(document), mediaTypes.ociIndex)
      expect(inspect).toThrow(invalid)
      expect(inspect).toThrow(reason)
    }
  })

  it('refuses what is not UTF-8, and a byte order mark', () => {
    for (const bytes of [Buffer.from([0x22, 0xff, 0x22]), bytesOf('\ufeff{}'), new Uint8Array()]) {
      expect(() => inspectManifest(bytes, 'application/x.y')).toThrow(invalid)
    }
  })

  it('reads null and "" as absent, as Go writes them', () => {
    const nulls = { annotations: null, subject: null, artifactType: '' }
    expect(inspectManifest(json({ ...image, ...nulls, layers: null, manifests: null })).references).toEqual([
      { kind: 'config', digest: config.digest, size: 2, required: true },
    ])
    const listed = { ...layer, annotations: null, urls: null, platform: null }
    const { references } = inspectManifest(json({ ...index, ...nulls, manifests: [listed] }))
    expect(references).toEqual([{ kind: 'child', digest: layer.digest, size: 5, required: true }])
    expect(
      inspectManifest(json({ schemaVersion: 2, manifests: null }), mediaTypes.ociIndex).references,
    ).toEqual([])
  })

  it('keeps what an unknown type names, without requiring it, and honours its subject', () => {
    const document = {
      mediaType: 'application/vnd.cncf.oras.artifact.manifest.v1+json',
      blobs: [layer],
      subject: config,
    }
    expect(inspectManifest(json(document))).toMatchObject({
      mediaType: document.mediaType,
      subject: config.digest,
      references: [{ kind: 'layer', digest: layer.digest, required: false }],
    })
  })

  it('reads no subject into a digest of an algorithm it cannot answer for', () => {
    const subject = { ...layer, digest: 'blake3:abc' }
    expect(inspectManifest(imageManifest([], { subject })).subject).toBeUndefined()
  })

  it('takes the artifact type from the document, else from its config', () => {
    expect(inspectManifest(json({ ...image, artifactType: 'a/b' })).artifactType).toBe('a/b')
    expect(inspectManifest(json(image)).artifactType).toBe(mediaTypes.ociEmpty)
    expect(inspectManifest(json(index)).artifactType).toBeUndefined()
  })

  it('passes an index of 4 MiB', () => {
    const manifests = Array.from({ length: 16_000 }, (_, number) => ({
      mediaType: mediaTypes.ociManifest,
      digest: digestOf(bytesOf(String(number))),
      size: number,
      platform: { architecture: 'amd64', os: 'linux', variant: 'v8' },
    }))
    const bytes = json({ schemaVersion: 2, manifests })
    expect(bytes.length).toBeGreaterThan(3.3 * 1024 * 1024)
    expect(inspectManifest(bytes).references).toHaveLength(16_000)
  })
})
