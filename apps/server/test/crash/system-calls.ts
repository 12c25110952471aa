/** One system call as strace wrote it. `began` and `returned` are lines of the trace: their order is that of time. */
export interface SystemCall {
  readonly name: string
  /** Its arguments and result, with the paths of descriptors (strace -y). */
  readonly text: string
  readonly began: number
  readonly returned: number
}

/** Reads a trace of `strace -f -y`: a call that another thread's calls interrupt stands there in two parts. */
export function parseTrace(trace: string): SystemCall[] {
  const calls: SystemCall[] = []
  const unfinished = new Map<string, { name: string; text: string; began: number }>()
  for (const [line, written] of trace.split('\n').entries()) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(written) ?? []
    const resumed = /^<\.\.\. (\w+) resumed>(.*)$/.exec(rest)
    if (resumed !== null) {
      const begun = unfinished.get(thread)
      unfinished.delete(thread)
      if (begun !== undefined) calls.push({ ...begun, text: begun.text + resumed[2], returned: line })
      continue
    }
    const [, name, text] = /^(\w+)\((.*)$/.exec(rest) ?? []
    if (name === undefined || text === undefined) continue
    if (text.endsWith('<unfinished ...>')) unfinished.set(thread, { name, text, began: line })
    else calls.push({ name, text, began: line, returned: line })
  }
  return calls.sort((a, b) => a.began - b.began)
}

/** A step of the write protocol: the calls that can be it, and what is wrong when none is where it should be. */
export interface Step {
  readonly words: string
  isIt(call: SystemCall): boolean
}

const syncs = ['fsync', 'fdatasync']
/** strace notes at the end what it delayed. */
const succeeded = ({ text }: SystemCall) => / = 0( \(DELAYED\))?$/.test(text)

/** A sync of a file or folder whose path holds these words at its end. */
export function sync(words: string, path: RegExp): Step {
  const isIt = (call: SystemCall) => syncs.includes(call.name) && path.test(pathOf(call)) && succeeded(call)
  return { words, isIt }
}

export function rename(words: string, to: RegExp): Step {
  const isIt = (call: SystemCall) => call.name.startsWith('rename') && to.test(call.text) && succeeded(call)
  return { words, isIt }
}

export function reply(status: number): Step {
  const start = `"HTTP/1.1 ${status} `
  const isIt = (call: SystemCall) =>
    ['write', 'writev', 'sendto', 'sendmsg'].includes(call.name) && call.text.includes(start)
  return { words: `the reply of ${status}`, isIt }
}

function pathOf({ text }: SystemCall): string {
  return /^\d+<([^>]*)>/.exec(text)?.[1] ?? ''
}

/**
 * Holds a trace against the order in which steps have to come. Each has to be over before the next begins: begun in
 * time is not done in time. Looked for from the last one back, so that what comes too late is not taken for it.
 * @returns what is wrong, or undefined.
 */
export function outOfOrder(calls: readonly SystemCall[], steps: readonly Step[]): string | undefined {
  let before = Number.POSITIVE_INFINITY
  let next = 'the end'
  for (const step of [...steps].reverse()) {
    const matching = calls.filter((call) => step.isIt(call))
    const call = matching.filter(({ returned }) => returned < before).at(-1)
    if (call === undefined) {
      return matching.length === 0
        ? `${step.words} is missing`
        : `${step.words} comes after ${next}, not before`
    }
    before = call.began
    next = step.words
  }
  return undefined
}
