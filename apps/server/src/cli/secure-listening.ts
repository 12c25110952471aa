import type { Logger } from 'pino'
import type { App } from '../app.ts'
import type { Config } from '../config/schema.ts'
import type { ListenOptions, RunningServer } from '../listener.ts'
import { CredentialsWatch } from '../tls/credentials-watch.ts'
import { listenSecurely } from '../tls/secure-listener.ts'
import { credentialsOf, usableCredentials } from './credentials.ts'

/** Serves with the configured certificate, and with the one that replaces it. SIGHUP has it looked for at once. */
export async function listenWithCertificate(
  app: App,
  config: Config,
  options: ListenOptions,
  log: Logger,
): Promise<RunningServer> {
  const credentials = await usableCredentials(config)
  const server = await listenSecurely(app, { ...options, credentials, log })
  const watch = new CredentialsWatch({
    credentials,
    read: () => credentialsOf(config),
    renew: server.renew,
    log,
  })
  app.metrics.observeCertificate(() => watch.expires)
  const onHangUp = () => void watch.look()
  process.on('SIGHUP', onHangUp)
  return {
    ...server,
    async close(graceMs) {
      await server.close(graceMs)
      // Not before: without a listener the signal would end the process, and what is under way with it.
      process.off('SIGHUP', onHangUp)
      await watch.stop()
    },
  }
}
