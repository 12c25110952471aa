import { createRequire } from 'node:module'
import { type DestinationStream, destination, type Logger, type LoggerOptions, pino } from 'pino'

export interface LogOptions {
  readonly level: string
  readonly format: 'auto' | 'pretty' | 'json'
}

/** Headers that let their reader act as somebody else, wherever a logged object may carry them. */
const secretHeaders = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie']
const places = ['', 'headers', 'req.headers', 'request.headers', 'res.headers', 'response.headers']
const redacted = places.flatMap((place) => secretHeaders.map((name) => `${place}["${name}"]`))

/**
 * The log of the process, on standard output: pretty on a terminal, JSON lines otherwise.
 *
 * It writes synchronously and within this thread. A worker or a buffer would lose the last lines of a crash, which are
 * the ones somebody will want to read.
 */
export function createLogger(
  { level, format }: LogOptions,
  output: DestinationStream = standardOutput(),
): Logger {
  const forPeople = format === 'pretty' || (format === 'auto' && process.stdout.isTTY === true)
  const options: LoggerOptions = {
    level,
    base: null,
    redact: { paths: redacted, censor: '[redacted]' },
    ...(!forPeople && {
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    }),
  }
  return pino(options, forPeople ? prettyTo(output) : output)
}

function standardOutput(): DestinationStream {
  return destination({ dest: 1, sync: true })
}

function prettyTo(output: DestinationStream): DestinationStream {
  // Read only here: a log for machines need not hold it in memory.
  const pretty: typeof import('pino-pretty') = createRequire(import.meta.url)('pino-pretty')
  const forPeople = pretty.prettyFactory({
    colorize: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
    translateTime: 'SYS:HH:MM:ss.l',
    singleLine: true,
  })
  return { write: (line) => output.write(forPeople(line)) }
}
