import { resolve } from 'node:path'
import { createRegistryClient, type Operations } from '@berth/sdk'
import { controlSocketPath, openFilesystemStorage } from '@berth/storage'
import { createApp } from '../app.ts'
import type { Config } from '../config/schema.ts'
import { toSettings } from '../config/to-settings.ts'
import { controlClient, whyUnasked } from './control-client.ts'
import { CommandError } from './exit-codes.ts'
import { onDataFolder } from './on-data-folder.ts'

/**
 * Asks the registry that runs on the data folder, as its operator. When none runs, the folder itself is opened, and
 * what is asked is answered within this process by the same handlers.
 * @param ask is asked again of the folder when its first request has reached nobody, so it must print nothing.
 * @throws {CommandError}
 */
export async function asOperator<Result>(
  config: Config,
  ask: (registry: Operations) => Promise<Result>,
): Promise<Result> {
  const folder = resolve(config.storage.folder)
  try {
    return await ask(controlClient(folder))
  } catch (error) {
    if (error instanceof CommandError) throw error
    const why = whyUnasked(error)
    if (why !== 'nobody there') throw why
  }
  return await onDataFolder(config, () => askFolder(folder, config, ask), whileServed(folder))
}

async function askFolder<Result>(
  folder: string,
  config: Config,
  ask: (registry: Operations) => Promise<Result>,
): Promise<Result> {
  const storage = await openFilesystemStorage(folder, { create: false })
  try {
    const app = createApp({ storage, settings: toSettings(config) })
    const fetch = async (request: Request) => app.fetch(request, { overControlSocket: true })
    try {
      return await ask(createRegistryClient('http://localhost', { fetch }).api)
    } finally {
      await app.close()
    }
  } finally {
    await storage.close()
  }
}

/** Somebody has the folder and cannot be asked. */
function whileServed(folder: string): string {
  return (
    `Nobody takes requests at ${controlSocketPath(folder)}. If that process is another berth command, wait for it. ` +
    'If it is a registry, it is starting or stopping just now, or its log says why it has no control socket.'
  )
}
