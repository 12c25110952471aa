export { DataFolderError, type DataFolderProblem } from './data-folder.ts'
export { openFilesystemStorage } from './filesystem-storage.ts'
export { openMemoryStorage } from './memory-storage.ts'
export * from './storage.ts'
