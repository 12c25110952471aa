import { randomBytes, randomUUID } from 'node:crypto'
import { open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const DAY_MS = 24 * 60 * 60 * 1000

/** How long one key signs. */
const SIGNS_MS = 90 * DAY_MS
/** How long what it has signed may still be shown: the life of a refresh token, and a day for clocks. */
export const OUTLIVES_MS = 31 * DAY_MS

const OWNER_ONLY = 0o600

const fileSchema = z.strictObject({
  keys: z
    .array(
      z.strictObject({ kid: z.string().min(1), secret: z.base64url().min(43), created: z.iso.datetime() }),
    )
    .min(1),
})

interface SigningKey {
  readonly kid: string
  readonly secret: Uint8Array
  readonly created: number
}

/** The file of keys cannot be used. The message says what to do. */
export class SigningKeysError extends Error {
  override readonly name = 'SigningKeysError'
}

/**
 * The keys this registry signs its own tokens with. Nobody else has to verify those, so the keys are secrets rather
 * than pairs: there is no public half that could be taken for one.
 */
export class SigningKeys {
  #keys: readonly SigningKey[]
  readonly #file: string | undefined
  /** Others could read the file: whoever has could sign as anybody, so new keys were made, and all log in again. */
  readonly wereExposed: boolean

  private constructor(keys: readonly SigningKey[], file?: string, wereExposed = false) {
    this.#keys = keys
    this.#file = file
    this.wereExposed = wereExposed
  }

  /** Keys that end with the process, and all tokens with them. */
  static inMemory(): SigningKeys {
    return new SigningKeys([newKey()])
  }

  /**
   * The keys of a data folder, made when there are none. Only one process at a time has the folder.
   * @throws {SigningKeysError}
   */
  static async open(file: string): Promise<SigningKeys> {
    const exposed = await isOpenToOthers(file)
    const kept = exposed ? undefined : await read(file)
    const keys = new SigningKeys(kept ?? [newKey()], file, exposed)
    if (kept === undefined) await write(file, keys.#keys)
    await keys.rotate()
    return keys
  }

  /** The one that signs now. */
  get current(): SigningKey {
    return this.#keys[0] as SigningKey
  }

  /** The secret of a key by its id: only what is here, whatever else a token may bring or name. */
  find(kid: string | undefined): Uint8Array | undefined {
    return this.#keys.find((key) => key.kid === kid)?.secret
  }

  /** Has a new key sign when the newest is old, and forgets those whose last token has run out. */
  async rotate(now = Date.now()): Promise<void> {
    const due = now - this.current.created >= SIGNS_MS
    const keys = due ? [newKey(now), ...this.#keys] : this.#keys
    // A key signs until the next one comes, and outlives it.
    const needed = keys.filter((_, index) => {
      const next = keys[index - 1]
      return next === undefined || now - next.created < OUTLIVES_MS
    })
    if (!due && needed.length === this.#keys.length) return
    // First what is kept, then what is used: a token must not be signed by a key that a restart does not know.
    if (this.#file !== undefined) await write(this.#file, needed)
    this.#keys = needed
  }
}

function newKey(now = Date.now()): SigningKey {
  return { kid: randomUUID(), secret: randomBytes(32), created: now }
}

/** A copy or a careless chmod may have opened it. */
async function isOpenToOthers(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined)
  return found !== undefined && (found.mode & 0o077) !== 0
}

async function read(file: string): Promise<SigningKey[] | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new SigningKeysError(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  try {
    return fileSchema.parse(JSON.parse(text)).keys.map(({ kid, secret, created }) => ({
      kid,
      secret: Buffer.from(secret, 'base64url'),
      created: Date.parse(created),
    }))
  } catch {
    // What is wrong with it would show what is in it.
    throw new SigningKeysError(
      `${file} does not hold signing keys. Remove it: new ones are made, and who is logged in logs in again`,
    )
  }
}

async function write(file: string, keys: readonly SigningKey[]): Promise<void> {
  const document = {
    keys: keys.map(({ kid, secret, created }) => ({
      kid,
      secret: Buffer.from(secret).toString('base64url'),
      created: new Date(created).toISOString(),
    })),
  }
  const beside = `${file}.new`
  try {
    await unlink(beside).catch(() => {})
    const handle = await open(beside, 'wx', OWNER_ONLY)
    try {
      await handle.writeFile(`${JSON.stringify(document, null, 2)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
    const folder = await open(dirname(file))
    await folder.sync().finally(() => folder.close())
  } catch (error) {
    throw new SigningKeysError(`${file} cannot be written: ${(error as Error).message}`, { cause: error })
  }
}

/** Where a data folder keeps them. */
export function signingKeysPath(folder: string): string {
  return join(folder, 'signing-keys.json')
}
