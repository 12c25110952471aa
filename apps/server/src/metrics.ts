import type { Storage } from '@berth/storage'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Exchange } from './exchanges.ts'
import { ClientGoneError } from './http/errors.ts'
import type { EncodedReply } from './http/reply.ts'

/** From a reply out of memory to a layer over a slow line, in seconds. */
const DURATIONS = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 600]

/**
 * What one instance has done, for Prometheus. Labels are words of the contract only: names that clients choose would
 * make series without end, and tell everybody who may read this what is stored here.
 */
export class Metrics {
  readonly #registry = new Registry()
  readonly #requests = new Counter({
    name: 'berth_requests_total',
    help: 'Requests that were answered, by operation and status.',
    labelNames: ['operation', 'status'],
    registers: [this.#registry],
  })
  readonly #seconds = new Histogram({
    name: 'berth_request_duration_seconds',
    help: 'From the head of a request to the end of its reply.',
    labelNames: ['operation'],
    buckets: DURATIONS,
    registers: [this.#registry],
  })
  readonly #sent = new Counter({
    name: 'berth_sent_bytes_total',
    help: 'Bytes of bodies that were sent whole.',
    labelNames: ['operation'],
    registers: [this.#registry],
  })
  readonly #left = new Counter({
    name: 'berth_clients_left_total',
    help: 'Requests whose client left, or was cut off, before their end.',
    labelNames: ['operation'],
    registers: [this.#registry],
  })
  readonly #brokenOff = new Counter({
    name: 'berth_replies_broken_off_total',
    help: 'Replies cut off because the stored content was not as it should be, or could not be read.',
    labelNames: ['operation'],
    registers: [this.#registry],
  })

  readonly #lostAudit = new Counter({
    name: 'berth_audit_entries_lost_total',
    help: 'Entries of the audit trail that were given up because the database took no writes.',
    registers: [this.#registry],
  })
  readonly #withheldAudit = new Counter({
    name: 'berth_audit_entries_withheld_total',
    help: 'Refusals that are in the log only, because one principal had too many in a minute.',
    registers: [this.#registry],
  })

  constructor(storage: Pick<Storage, 'eventCounts' | 'countUploads'>) {
    new Counter({
      name: 'berth_storage_events_total',
      help: 'What was found out about stored content, and what healed.',
      labelNames: ['kind'],
      registers: [this.#registry],
      collect() {
        this.reset()
        for (const [kind, count] of Object.entries(storage.eventCounts())) this.inc({ kind }, count)
      },
    })
    new Gauge({
      name: 'berth_open_uploads',
      help: 'Upload sessions that are open, also forgotten ones.',
      registers: [this.#registry],
      collect() {
        try {
          this.set(storage.countUploads())
        } catch {
          // The database cannot be read, and the rest is wanted all the more.
          this.reset()
        }
      },
    })
  }

  /** Adds what only a process of its own can tell: memory, descriptors, event loop, garbage collection. */
  observeProcess(): void {
    collectDefaultMetrics({ register: this.#registry })
  }

  /** Adds when the certificate of the server runs out. */
  observeCertificate(expires: () => Date): void {
    new Gauge({
      name: 'berth_tls_certificate_expiry_seconds',
      help: 'When the TLS certificate in use runs out, in seconds since 1970.',
      registers: [this.#registry],
      collect() {
        this.set(Math.floor(expires().getTime() / 1000))
      },
    })
  }

  count({ id, served, bytes, ms }: Exchange): void {
    const operation = id ?? 'unrouted'
    this.#requests.inc({ operation, status: served.reply.status })
    this.#seconds.observe({ operation }, ms / 1000)
    if (typeof bytes === 'number') this.#sent.inc({ operation }, bytes)
    if (bytes instanceof ClientGoneError || served.error instanceof ClientGoneError)
      this.#left.inc({ operation })
    else if (bytes instanceof Error) this.#brokenOff.inc({ operation })
  }

  countLostAudit(count: number): void {
    this.#lostAudit.inc(count)
  }

  countWithheldAudit(): void {
    this.#withheldAudit.inc()
  }

  /** What never became a request, and was answered all the same. */
  countUnread({ status }: EncodedReply): void {
    this.#requests.inc({ operation: 'unrouted', status })
  }

  /** All of it in Prometheus's text format. */
  async exposition(): Promise<{ text: string; contentType: string }> {
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType }
  }
}
