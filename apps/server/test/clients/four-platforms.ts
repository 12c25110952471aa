import { access, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandFailed, run } from './command.ts'
import { archive } from './debian.ts'
import { Unavailable } from './report.ts'
import { cache, obtain } from './tools.ts'

const containerfile = `FROM scratch
ARG TARGETARCH
ADD rootfs-\${TARGETARCH}.tar /
ADD share.tar /
COPY app.txt /app/
ENV LANG=C.UTF-8
LABEL org.opencontainers.image.title=four-platforms
USER 65534
EXPOSE 8080
CMD ["/bin/busybox", "cat", "/app/app.txt"]
`

/** Debian's name of an architecture beside Go's, which is what a Containerfile sees as TARGETARCH. */
const architectures = { amd64: 'amd64', arm64: 'arm64', armhf: 'arm', s390x: 's390x' }
const platforms = 'linux/amd64,linux/arm64,linux/arm/v7,linux/s390x'

let image: Promise<string> | undefined

/**
 * A real image for four platforms as an OCI layout: Debian's own files in three layers each, put together without a base
 * image, emulation or a registry. Half a minute the first time; afterwards it comes out of the cache.
 */
export function fourPlatforms(signal: AbortSignal): Promise<string> {
  image ??= make(signal)
  return image
}

async function make(signal: AbortSignal): Promise<string> {
  const layout = join(cache, 'four-platforms')
  if (await exists(layout)) return layout
  await obtain('mmdebstrap')
  await obtain('buildah')

  const work = await mkdtemp(join(tmpdir(), 'berth-image-'))
  try {
    await build(work, signal)
    // cp, because the cache and the temporary folder may be two file systems; rename, so that no half is ever found.
    await mkdir(cache, { recursive: true })
    await run(['cp', '-r', join(work, 'layout'), `${layout}.${process.pid}`])
    await rename(`${layout}.${process.pid}`, layout)
  } catch (error) {
    // No registry took part yet: a sandbox that lets nobody unpack a layer says nothing about Berth.
    if (error instanceof CommandFailed)
      throw new Unavailable(`the image for four platforms: ${error.lastWords}`)
    throw error
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return layout
}

async function build(work: string, signal: AbortSignal): Promise<void> {
  await rootFilesystems(work, signal)
  await run(['tar', '-C', '/', '--sort=name', '-cf', 'share.tar', 'usr/share/common-licenses'], { cwd: work })
  await writeFile(join(work, 'app.txt'), 'four platforms, one index\n')
  await writeFile(join(work, 'Containerfile'), containerfile)

  const store = ['--root', join(work, 'store'), '--runroot', join(work, 'run'), '--storage-driver', 'vfs']
  const options = ['-q', '--isolation', 'chroot', '--layers', '--timestamp', '0', '--platform', platforms]
  const name = 'localhost/four:1'
  const building = { cwd: work, timeout: 240_000, signal }
  await run(['buildah', ...store, 'build', ...options, '--manifest', name, '.'], building)
  await run(['buildah', ...store, 'manifest', 'push', '--all', name, 'oci:layout:1'], building)
}

async function rootFilesystems(work: string, signal: AbortSignal): Promise<void> {
  const { site, release } = await archive()
  const content = ['--quiet', '--variant=extract', '--include=busybox-static,tzdata,ca-certificates']
  await Promise.all(
    Object.entries(architectures).map(async ([debian, go]) => {
      const tar = `rootfs-${debian}.tar`
      const command = ['mmdebstrap', ...content, `--architectures=${debian}`, release, tar, site]
      await run(command, { cwd: work, timeout: 240_000, signal })
      if (go !== debian) await symlink(tar, join(work, `rootfs-${go}.tar`))
    }),
  )
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
