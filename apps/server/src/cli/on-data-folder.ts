import { resolve } from 'node:path'
import { DataFolderError } from '@berth/storage'
import type { Config } from '../config/schema.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/**
 * Works on the data folder that the configuration names.
 * @param whileServed what to tell somebody whose registry is running on it.
 * @throws {CommandError} when the folder cannot be used.
 */
export async function onDataFolder<Result>(
  { storage }: Config,
  work: (folder: string) => Promise<Result>,
  whileServed: string,
): Promise<Result> {
  try {
    return await work(resolve(storage.folder))
  } catch (error) {
    if (!(error instanceof DataFolderError)) throw error
    const message = error.reason === 'locked' ? `${error.message}\n${whileServed}` : error.message
    throw new CommandError(exitCodes.dataFolder, message, { cause: error })
  }
}
