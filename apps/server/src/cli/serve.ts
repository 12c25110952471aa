import { resolve } from 'node:path'
import { controlSocketPath, DataFolderError, openFilesystemStorage, type Storage } from '@berth/storage'
import type { Logger } from 'pino'
import { openAccess } from '../access/access.ts'
import { ApiTokens } from '../access/api-tokens.ts'
import { type App, createApp } from '../app.ts'
import { unguarded } from '../config/access-problems.ts'
import { isGuarded } from '../config/guarded.ts'
import type { Config } from '../config/schema.ts'
import { isSecure } from '../config/tls.ts'
import { toSettings } from '../config/to-settings.ts'
import { uploadsPerPrincipal } from '../config/upload-share.ts'
import { listenOnControlSocket } from '../control-socket.ts'
import { ControlSocketError } from '../control-socket-path.ts'
import { type ConnectionLimits, type Listening, listen, type RunningServer } from '../listener.ts'
import { createLogger } from '../logging/logger.ts'
import { announce } from './announce.ts'
import { trimAudit } from './audit-retention.ts'
import { scrubInBackground } from './background-scrub.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { cannotListen } from './listen-errors.ts'
import type { OpenedAccess } from './open-access.ts'
import { stopRequest } from './stop-request.ts'
import { logStorageEvents } from './storage-events.ts'
import { expireUploads } from './upload-expiry.ts'

/** How long running requests may go on after a fault nobody caught: its damage is unknown, so not for long. */
const FAULT_GRACE_MS = 1000

/** `berth serve`: runs the registry until it is told to stop, and resolves to the exit code. */
export async function serve(config: Config): Promise<ExitCode> {
  const log = createLogger(config.log)
  const storage = await openStorage(config, log)
  const tokens = new ApiTokens(storage.access, log)
  const opened = await openAccessOf(config, tokens, log).catch(async (error: unknown) => {
    await storage.close()
    throw error
  })
  const app = createApp({ storage, log, settings: toSettings(config), access: opened.access })
  app.metrics.observeProcess()
  // First the operator's: while it is made, nothing else may make files.
  const control = await openControl(app, config, log)
  const server = await startListening(app, config, log).catch(async (error: unknown) => {
    await control?.close(0)
    await app.close()
    await opened.close()
    await storage.close()
    throw error
  })
  const stopping = stopRequest(log)
  const expiry = expireUploads(storage, config.uploads.expireAfter, log)
  const trimming = trimAudit(storage, config.access.auditFor, log)
  const scrub = scrubInBackground(storage, config.scrub, log)
  announce({ log, config, storage, port: server.port })

  const stop = await stopping
  // New connections are refused from here on, which says the same as an unready answer to who routes traffic here; who
  // asks on a connection that is still open is told.
  app.health.state = 'draining'
  const graceMs = stop.exitCode === exitCodes.ok ? config.http.drainTimeout : FAULT_GRACE_MS
  await Promise.all([server.close(graceMs), control?.close(graceMs)])
  await app.close()
  await expiry.stop()
  await trimming.stop()
  await scrub.stop()
  await tokens.close()
  await opened.close()
  await storage.close()
  log.info('stopped')
  // Nothing should be left to wait for. If something is, it must not keep a stopped registry from ending.
  setTimeout(() => process.exit(stop.exitCode), 1000).unref()
  return stop.exitCode
}

async function openStorage(config: Config, log: Logger): Promise<Storage> {
  const { storage, content, uploads } = config
  try {
    return await openFilesystemStorage(resolve(storage.folder), {
      sparse: content.sparse,
      maxManifestBytes: content.maxManifestSize,
      maxUploads: uploads.maxOpen,
      maxUploadsPerPrincipal: uploadsPerPrincipal(config),
      reserveBytes: storage.reserve,
      onEvent: logStorageEvents(log),
    })
  } catch (error) {
    if (error instanceof DataFolderError) {
      throw new CommandError(exitCodes.dataFolder, error.message, { cause: error })
    }
    throw error
  }
}

async function openAccessOf(config: Config, tokens: ApiTokens, log: Logger): Promise<OpenedAccess> {
  const problem = unguarded(config)
  if (problem !== undefined) throw new CommandError(exitCodes.usage, problem)
  if (!isGuarded(config)) return { access: openAccess(), close: async () => {} }
  // Only now: who runs an open registry need not hold in memory what others ask with who somebody is.
  const { openConfiguredAccess } = await import('./open-access.ts')
  return await openConfiguredAccess(config, tokens, log)
}

/** A registry that cannot be operated while it runs is still one that serves. */
async function openControl(app: App, { storage, http }: Config, log: Logger): Promise<Listening | undefined> {
  try {
    return await listenOnControlSocket(app, controlSocketPath(resolve(storage.folder)), limitsOf(http))
  } catch (error) {
    if (!(error instanceof ControlSocketError)) throw error
    log.warn(`no control socket, so berth scrub cannot reach this registry: ${error.message}`)
    return undefined
  }
}

async function startListening(app: App, config: Config, log: Logger): Promise<RunningServer> {
  const { http } = config
  const options = { host: http.host, port: http.port, ...limitsOf(http) }
  try {
    if (!isSecure(http.tls)) return await listen(app, options)
    const { listenWithCertificate } = await import('./secure-listening.ts')
    return await listenWithCertificate(app, config, options, log)
  } catch (error) {
    throw cannotListen(http, error)
  }
}

function limitsOf(http: Config['http']): ConnectionLimits {
  return {
    maxHeaderBytes: http.maxHeaderSize,
    maxConnections: http.maxConnections,
    headersTimeoutMs: http.headersTimeout,
    keepAliveTimeoutMs: http.keepAliveTimeout,
    bodyIdleTimeoutMs: http.bodyIdleTimeout,
  }
}
