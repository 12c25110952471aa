import type { Context } from '../context.ts'
import type { Dispatcher } from '../handler.ts'
import { UNCACHED } from '../http/caching.ts'
import { scrubProgressDocument, scrubReportDocument } from '../scrub-document.ts'

/** `POST /api/v1/scrub` */
export const startScrub: Dispatcher<'startScrub'> =
  ({ scrub }) =>
  () => {
    const status = scrub.start() ? 202 : 200
    return { status, headers: UNCACHED, body: stateOf(scrub) }
  }

/** `GET /api/v1/scrub` */
export const getScrub: Dispatcher<'getScrub'> =
  ({ scrub }) =>
  () => ({ status: 200, headers: UNCACHED, body: stateOf(scrub) })

/** `DELETE /api/v1/scrub` */
export const stopScrub: Dispatcher<'stopScrub'> =
  ({ scrub }) =>
  async () => {
    await scrub.stop()
    return { status: 200, headers: UNCACHED, body: stateOf(scrub) }
  }

function stateOf(scrub: Context['scrub']) {
  const running = scrub.running()
  const ended = scrub.ended()
  const last = scrub.last()
  return {
    ...(running && { running: { ...scrubProgressDocument(running), background: running.givesWay } }),
    ...(ended && {
      asked: { ...scrubReportDocument(ended), ...(ended.failure && { failure: ended.failure }) },
    }),
    ...(last && { last: scrubReportDocument(last) }),
  }
}
