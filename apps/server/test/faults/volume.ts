import { spawnSync } from 'node:child_process'
import { rmdirSync } from 'node:fs'
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Unavailable } from '../clients/report.ts'

/** A small file system in memory, for a registry to share with another program that takes all of it. */
export class Volume {
  readonly #root: string

  private constructor(root: string) {
    this.#root = root
  }

  /** @throws {Unavailable} where nobody may mount. */
  static async mount({ megabytes, inodes }: { megabytes: number; inodes?: number }): Promise<Volume> {
    const root = await mkdtemp(join(tmpdir(), 'berth-volume-'))
    const options = [`size=${megabytes}m`, ...(inodes === undefined ? [] : [`nr_inodes=${inodes}`])]
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', root])
    if (status !== 0) {
      await rm(root, { recursive: true })
      throw new Unavailable('mount: only root may mount a file system, and not everywhere')
    }
    const volume = new Volume(root)
    process.once('exit', volume.#takeAway)
    await mkdir(volume.#elsewhere)
    return volume
  }

  /** Where the registry's data goes. */
  get folder(): string {
    return join(this.#root, 'data')
  }

  get #elsewhere(): string {
    return join(this.#root, 'elsewhere')
  }

  /** Another program writes until there is no byte left. */
  async fill(): Promise<void> {
    const file = await open(join(this.#elsewhere, 'filling'), 'w')
    try {
      for (const size of [1024 * 1024, 4096]) await untilFull(() => file.write(Buffer.alloc(size, 1)))
    } finally {
      await file.close()
    }
  }

  /** Another program makes files until no more can be made. */
  async takeInodes(): Promise<void> {
    let made = 0
    await untilFull(async () => {
      made += 1
      await writeFile(join(this.#elsewhere, `file-${made}`), '')
    })
  }

  /** What the other program took is free again. */
  async relieve(): Promise<void> {
    await rm(this.#elsewhere, { recursive: true })
    await mkdir(this.#elsewhere)
  }

  unmount(): void {
    process.off('exit', this.#takeAway)
    this.#takeAway()
  }

  /** Whatever ends this runner must not leave it mounted: it is memory. */
  readonly #takeAway = () => {
    // Lazily: a server that is just dying still looks at it.
    const { status } = spawnSync('umount', ['--lazy', this.#root])
    if (status === 0) rmdirSync(this.#root)
  }
}

async function untilFull(write: () => Promise<unknown>): Promise<void> {
  try {
    for (;;) await write()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
