// A second process for data-folder.test.ts: opens the storage of a folder, says so, and holds it until it is killed.
import { openFilesystemStorage } from '@berth/storage'

const [folder = ''] = process.argv.slice(2)
try {
  const storage = await openFilesystemStorage(folder)
  const upload = await storage.repository('a/b' as never).startUpload({ principal: 'alice' })
  await upload.append(chunk())
  process.stdout.write(`${upload.id}\n`)
  setInterval(() => {}, 60_000)
} catch (error) {
  process.stdout.write(`${JSON.stringify(error)} ${String(error)}\n`)
}

async function* chunk() {
  yield Buffer.from('acknowledged')
}
