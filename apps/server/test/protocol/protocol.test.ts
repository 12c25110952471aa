import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { title } from './case.ts'
import { outcomeOf } from './run.ts'
import { tables } from './tables/index.ts'
import { inProcessTarget } from './targets.ts'

// Every case plays in a repository of its own, so that one App serves them all and their order means nothing.
let target: Awaited<ReturnType<typeof inProcessTarget>>
beforeAll(async () => {
  target = await inProcessTarget()
})
afterAll(() => target[Symbol.asyncDispose]())

let played = 0
for (const [subject, cases] of Object.entries(tables)) {
  describe(subject, () => {
    for (const protocolCase of cases) {
      it(title(protocolCase), async () => {
        played += 1
        const outcome = await outcomeOf(protocolCase, target, `protocol/${played}`)
        expect(outcome).toEqual({ kind: 'holds' })
      })
    }
  })
}
