import { mediaTypes } from '@berth/spec'

/** As large as a manifest may be by default. */
const MOST_BYTES = 4 * 1024 * 1024

export interface WorstManifest {
  readonly mediaType: string
  readonly bytes: Buffer
}

const digest = (number: number) => `sha256:${number.toString(16).padStart(64, '0')}`
const index = '{"schemaVersion":2,"manifests":['
const child = (number: number, rest = '') =>
  `{"mediaType":"a/b","digest":"${digest(number)}","size":0${rest}}`
const config = `"config":${child(0)}`

/** Documents that are as much work as 4 MiB can be, in each way one could think of. */
export const worstManifests: Readonly<Record<string, () => WorstManifest>> = {
  'as many children as fit, none of them here': () => ociIndex(index, (number) => child(number), ']}'),
  'as many children that lie elsewhere as are taken': () =>
    ociIndex(index, (number) => child(number, ',"urls":["u"]'), ']}', 29_900),
  'a quarter million descriptors of nothing': () => image('"layers":[', () => '{}', ']'),
  'a quarter million layers that are none': () => image('"layers":[', () => '0', ']'),
  'a descriptor with a quarter million features': () =>
    ociIndex(
      `${index}{"mediaType":"a/b","digest":"a:b","size":0,"platform":{"os":"","architecture":"","os.features":[`,
      () => '0',
      ']}}]}',
      299_900,
    ),
  'an unknown type with a quarter million layers': () => ({
    ...image('"layers":[', () => '{}', ']'),
    mediaType: 'application/vnd.example+json',
  }),
  'an unknown type whose layers are almost right': () => ({
    ...image('"layers":[', () => '{"mediaType":"","digest":"","size":0}', ']', 42_000),
    mediaType: 'application/vnd.example+json',
  }),
  'as many annotations as are taken': () =>
    ociIndex(`${index}],"annotations":{`, (number) => `"key-${number.toString(36)}":"value"`, '}}', 149_900),
  'as many annotations whose names are numbers': () =>
    ociIndex(
      `${index}],"annotations":{`,
      (number) => `"${(number * 2_654_435_761) % 4_294_967_291}":""`,
      '}}',
      149_900,
    ),
  'as many annotations that are no strings': () =>
    ociIndex(`${index}],"annotations":{`, (number) => `"key-${number.toString(36)}":0`, '}}', 149_900),
  'as many members as are taken': () =>
    ociIndex(`${index}],`, (number) => `"key-${number.toString(36)}":0`, '}', 149_900),
  'as many empty objects as are taken': () => ociIndex(`${index}],"x":[`, () => '{}', ']}', 299_900),
  'half a million values': () => ociIndex(`${index}],"x":[`, () => '0', ']}', 500_000),
  'arrays as deep as may be': () =>
    ociIndex(`${index}],"x":[`, () => `${'['.repeat(61)}${']'.repeat(61)}`, ']}', 4_800),
  'one string of nothing but escapes': () => ({
    mediaType: mediaTypes.ociIndex,
    bytes: Buffer.from(`${index}],"x":"${'\\u0041'.repeat(MOST_BYTES / 6 - 20)}"}`),
  }),
  'two keys of two megabytes': () => {
    const key = 'k'.repeat(MOST_BYTES / 2 - 50)
    return { mediaType: mediaTypes.ociIndex, bytes: Buffer.from(`${index}],"${key}":0,"${key}":0}`) }
  },
  'a digest of two million parts': () => ({
    mediaType: mediaTypes.ociIndex,
    bytes: Buffer.from(
      `${index}{"mediaType":"a/b","size":0,"digest":"${'a.'.repeat(MOST_BYTES / 2 - 100)}a:b"}]}`,
    ),
  }),
  'a number of four million digits': () => ({
    mediaType: mediaTypes.ociIndex,
    bytes: Buffer.from(`${index}],"x":${'1'.repeat(MOST_BYTES - 100)}}`),
  }),
  'four megabytes of space': () => ({
    mediaType: mediaTypes.ociIndex,
    bytes: Buffer.from(`${index}]${' '.repeat(MOST_BYTES - 100)}}`),
  }),
}

function ociIndex(
  head: string,
  entry: (number: number) => string,
  tail: string,
  most = Number.POSITIVE_INFINITY,
): WorstManifest {
  return { mediaType: mediaTypes.ociIndex, bytes: filled(head, entry, tail, most) }
}

function image(head: string, entry: (number: number) => string, tail: string, most = 299_900): WorstManifest {
  const start = `{"schemaVersion":2,${config},${head}`
  return { mediaType: mediaTypes.ociManifest, bytes: filled(start, entry, `${tail}}`, most) }
}

/** As many entries as fit, at most so many. */
function filled(head: string, entry: (number: number) => string, tail: string, most: number): Buffer {
  const entries: string[] = []
  let size = head.length + tail.length
  while (entries.length < most) {
    const next = entry(entries.length)
    size += next.length + 1
    if (size > MOST_BYTES) break
    entries.push(next)
  }
  return Buffer.from(`${head}${entries.join(',')}${tail}`)
}
