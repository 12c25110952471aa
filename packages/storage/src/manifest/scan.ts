import { RegistryError } from '@berth/spec/errors'

/** Bounds on a document, whatever its bytes: what a parser has to hold, not what a client may say. */
export interface ScanLimits {
  /** How deep objects and arrays may stand in each other. */
  depth: number
  /** How many keys and values there may be in all. */
  items: number
}

/**
 * A manifest of 4 MiB that lists as many children as fit has a quarter million items, and no known one is deeper
 * than 10. Whoever sends one of that many items keeps this thread busy for as long as it takes to look at them all.
 */
export const defaultScanLimits: ScanLimits = { depth: 64, items: 300_000 }

const documentKeys = [
  'schemaVersion',
  'mediaType',
  'artifactType',
  'config',
  'layers',
  'manifests',
  'blobs',
  'subject',
  'annotations',
]
const descriptorKeys = [
  'mediaType',
  'digest',
  'size',
  'urls',
  'annotations',
  'data',
  'platform',
  'artifactType',
]

/** What kind of object stands at a place of the document: that says which keys have a meaning there. */
type Place = 'document' | 'descriptor' | 'other'

const knownKeys: Record<Exclude<Place, 'other'>, ReadonlyMap<string, string>> = {
  document: byFold(documentKeys),
  descriptor: byFold(descriptorKeys),
}

/** The document's members that hold a descriptor, or an array of them. */
const descriptorMembers: ReadonlySet<string> = new Set(['config', 'layers', 'manifests', 'blobs', 'subject'])

/**
 * Reads a JSON text once, before it is parsed, and refuses what two readers could understand differently: a key that
 * is there twice (JSON.parse takes the last, others the first), a known key in another case (Go's decoder ignores
 * case, so `Layers` beside `layers` names other layers to a client than to us), and what is too deep or too much.
 *
 * Takes linear time. It accepts what JSON.parse accepts, apart from that.
 * @throws {RegistryError} MANIFEST_INVALID
 */
export function scanManifest(text: string, limits: ScanLimits = defaultScanLimits): void {
  new Scanner(text, limits).scan()
}

class Scanner {
  readonly #text: string
  readonly #limits: ScanLimits
  #at = 0
  #items = 0

  constructor(text: string, limits: ScanLimits) {
    this.#text = text
    this.#limits = limits
  }

  scan(): void {
    this.#skipSpace()
    this.#value('document', 1)
    this.#skipSpace()
    if (this.#at < this.#text.length) throw this.#syntaxError()
  }

  /** Recursion is bounded by the depth limit. */
  #value(place: Place, depth: number): void {
    this.#count()
    const code = this.#text.charCodeAt(this.#at)
    if (code === OPEN_BRACE) this.#object(place, depth)
    else if (code === OPEN_BRACKET) this.#array(place, depth)
    else if (code === QUOTE) this.#string()
    else this.#pass(LITERAL)
  }

  #object(place: Place, depth: number): void {
    this.#checkDepth(depth)
    this.#at += 1
    this.#skipSpace()
    if (this.#take(CLOSE_BRACE)) return
    // A Set, not an object: a key called __proto__ is a key like any other.
    const keys = new Set<string>()
    do {
      this.#skipSpace()
      const key = this.#key(place, keys)
      this.#skipSpace()
      if (!this.#take(COLON)) throw this.#syntaxError()
      this.#skipSpace()
      this.#value(place === 'document' && descriptorMembers.has(key) ? 'descriptor' : 'other', depth + 1)
      this.#skipSpace()
    } while (this.#take(COMMA))
    if (!this.#take(CLOSE_BRACE)) throw this.#syntaxError()
  }

  #key(place: Place, keys: Set<string>): string {
    if (this.#text.charCodeAt(this.#at) !== QUOTE) throw this.#syntaxError()
    this.#count()
    const key = this.#string()
    if (keys.has(key)) throw invalid(`the key ${shown(key)} stands twice in one object`)
    keys.add(key)
    const known = place === 'other' ? undefined : knownKeys[place].get(fold(key))
    if (known !== undefined && known !== key) {
      throw invalid(`the key ${shown(key)} differs from "${known}" only in case, which some readers ignore`)
    }
    return key
  }

  #array(place: Place, depth: number): void {
    this.#checkDepth(depth)
    this.#at += 1
    this.#skipSpace()
    if (this.#take(CLOSE_BRACKET)) return
    const elements = place === 'descriptor' ? 'descriptor' : 'other'
    do {
      this.#skipSpace()
      this.#value(elements, depth + 1)
      this.#skipSpace()
    } while (this.#take(COMMA))
    if (!this.#take(CLOSE_BRACKET)) throw this.#syntaxError()
  }

  /** Passes a string, and returns it decoded: an escape can hide a second `layers`. */
  #string(): string {
    const start = this.#at
    let escaped = false
    this.#at += 1
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === QUOTE) break
      // Also NaN, which stands for the end of the text.
      if (!(code >= 0x20)) throw this.#syntaxError()
      if (code === BACKSLASH) {
        escaped = true
        this.#escape()
      } else {
        this.#at += 1
      }
    }
    this.#at += 1
    if (escaped) return JSON.parse(this.#text.slice(start, this.#at)) as string
    return this.#text.slice(start + 1, this.#at - 1)
  }

  #escape(): void {
    this.#at += 1
    if (this.#text[this.#at] === 'u') this.#pass(HEX_ESCAPE)
    else this.#pass(SHORT_ESCAPE)
  }

  #pass(pattern: RegExp): void {
    pattern.lastIndex = this.#at
    if (!pattern.test(this.#text)) throw this.#syntaxError()
    this.#at = pattern.lastIndex
  }

  #take(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false
    this.#at += 1
    return true
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#at += 1
    }
  }

  #count(): void {
    this.#items += 1
    if (this.#items > this.#limits.items)
      throw invalid(`it holds more than ${this.#limits.items} keys and values`)
  }

  #checkDepth(depth: number): void {
    if (depth > this.#limits.depth) throw invalid(`it is nested more than ${this.#limits.depth} deep`)
  }

  #syntaxError(): RegistryError {
    return invalid(
      this.#at >= this.#text.length ? 'the JSON ends early' : `it is not JSON, at character ${this.#at}`,
    )
  }
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/** A number, true, false or null. */
const LITERAL = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y
const SHORT_ESCAPE = /["\\/bfnrt]/y
const HEX_ESCAPE = /u[0-9a-fA-F]{4}/y

/** How Go's decoder compares keys: letters by their simple case folding, in which U+017F is an s and U+212A a k. */
function fold(key: string): string {
  return key.toLowerCase().replaceAll('\u017f', 's')
}

function byFold(keys: readonly string[]): ReadonlyMap<string, string> {
  return new Map(keys.map((key) => [fold(key), key]))
}

/** A key from a client, safe and short enough for an error message. */
function shown(key: string): string {
  return JSON.stringify(key.slice(0, 80))
}

function invalid(reason: string): RegistryError {
  return new RegistryError('MANIFEST_INVALID', reason)
}
