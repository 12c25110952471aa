import { setTimeout as sleep } from 'node:timers/promises'
import { ConnectionError, type Operations } from '@berth/sdk'
import { answerOf, whyUnasked } from './control-client.ts'
import { CommandError, exitCodes } from './exit-codes.ts'
import type { ScrubResult, ScrubWatch } from './scrub-watch.ts'

/** A small registry is read at once, a large one for hours: pauses between looks grow from the one to the other. */
const FIRST_PAUSE_MS = 20
const LONGEST_PAUSE_MS = 1000

/** `startScrub` answers so when a pass is under way that somebody has asked for before. */
const JOINED = 200

/**
 * Has the registry that runs on the folder scrub now, and watches. An interruption stops the pass, unless somebody else
 * has asked for it before.
 * @returns undefined when no registry runs.
 * @throws {CommandError}
 */
export async function scrubOnline(
  registry: Operations,
  watch: ScrubWatch,
  signal: AbortSignal,
): Promise<ScrubResult | undefined> {
  const started = await registry.startScrub().catch((error: unknown) => {
    const why = whyUnasked(error)
    if (why !== 'nobody there') throw why
  })
  if (started === undefined) return undefined
  const joined = started.response.status === JOINED
  let state = answerOf(started)
  const pass = state.running?.startedAt
  signal.addEventListener('abort', () =>
    watch.say(joined ? 'leaving' : 'stopping; once more to leave at once'),
  )
  try {
    if (joined) watch.say('a scrub that was asked for before is under way: this is what it finds')
    for (
      let pause = FIRST_PAUSE_MS;
      isOf(pass, state.running);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
    ) {
      watch.progress(state.running)
      await sleep(pause, undefined, { signal }).catch(() => {})
      if (signal.aborted && joined)
        throw new CommandError(exitCodes.unfinished, 'no longer watching: the scrub goes on in the registry')
      state = answerOf(await (signal.aborted ? registry.stopScrub() : registry.getScrub()))
    }
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw stoppedMeanwhile(error)
  }
  const result = [state.asked, state.last].find((report) => isOf(pass, report))
  // The registry that was asked has ended, and another one answers.
  if (result === undefined) throw stoppedMeanwhile()
  watch.progress(result)
  const unnamed = Object.values(result.events).reduce((sum, count) => sum + count, 0) - result.found.length
  if (unnamed > 0) watch.say(`and ${unnamed} more, which the log of the registry names`)
  return result
}

function isOf<Pass extends { startedAt: string }>(
  pass: string | undefined,
  candidate: Pass | undefined,
): candidate is Pass {
  return candidate !== undefined && candidate.startedAt === pass
}

function stoppedMeanwhile(cause?: unknown): CommandError {
  const why = cause === undefined || isBroken(cause) ? undefined : whyUnasked(cause)
  if (why instanceof CommandError) return why
  return new CommandError(
    exitCodes.unfinished,
    'the registry was stopped before the scrub had ended: what it had found is in its log. Type the same again for a whole one.',
    { cause },
  )
}

/** The registry ended in the middle of an answer. */
function isBroken(error: unknown): boolean {
  const cause = error instanceof ConnectionError ? error.cause : error
  return cause instanceof Error && 'code' in cause && ['ECONNRESET', 'EPIPE'].includes(String(cause.code))
}
