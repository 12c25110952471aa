import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Program } from '../process/crashable-server.ts'

/** The program with a probe of its event loop inside. Start it with LOOP_PROBE set to the path of a socket to make. */
export function withProbe(program: Program): Program {
  return ['--import', fileURLToPath(new URL('./loop-probe.mjs', import.meta.url)), ...program]
}

/** The longest time, in milliseconds, that the server's event loop stood still since this was last asked. */
export async function longestStall(probe: string): Promise<number> {
  let text = ''
  for await (const chunk of connect(probe)) text += chunk
  return Number(text)
}
