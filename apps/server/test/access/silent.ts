import { pino } from 'pino'

/** A log nobody reads. */
export const silent = pino({ level: 'silent' })
