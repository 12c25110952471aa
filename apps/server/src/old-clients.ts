import { type Digest, isDigest } from '@berth/spec'
import type { ManifestStat, Repository } from '@berth/storage'

/** The platform docker clients without list support run on, by the convention distribution set. */
const DEFAULT_PLATFORM = { os: 'linux', architecture: 'amd64' }

/** What is read of a list here. It was inspected when it was pushed, but may hold the nulls Go writes for empty. */
interface ListOfImages {
  manifests?: { digest: string; platform?: { os?: string; architecture?: string } | null }[] | null
}

/** The linux/amd64 image of a Docker manifest list, when the list has one and it is in the repository. */
export function imageForOldClients(repository: Repository, list: Digest): ManifestStat | undefined {
  const stored = repository.getManifest({ kind: 'digest', digest: list })
  if (stored === undefined) return undefined
  const { manifests } = JSON.parse(Buffer.from(stored.bytes).toString('utf8')) as ListOfImages
  const child = manifests?.find(
    ({ platform }) =>
      platform?.os === DEFAULT_PLATFORM.os && platform.architecture === DEFAULT_PLATFORM.architecture,
  )
  if (child === undefined || !isDigest(child.digest)) return undefined
  return repository.statManifest({ kind: 'digest', digest: child.digest })
}
