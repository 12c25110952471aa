// HTTP that cannot be worn down: the long form.
//
//   npm run test:endurance                                all of it, for about half an hour, with 42 GB of free disk
//   npm run test:endurance -- --minutes 1 --gigabytes 1   shorter
//   npm run test:endurance -- idle slowloris              only the harnesses whose names hold a word
//   npm run test:endurance -- --seed 42 descriptors       again with a seed that a failure named
//   npm run test:endurance -- --binary /path/of/berth.js  another build

import { say } from '../clients/report.ts'
import { type Harness, runHarnesses } from '../process/run-harnesses.ts'
import { parseCommandLine } from './command-line.ts'
import { descriptors } from './descriptors.ts'
import { expiredToken } from './expired-token.ts'
import { idleConnections } from './idle-connections.ts'
import { largeUploads } from './large-uploads.ts'
import { oracle } from './oracle.ts'
import { slowReaders } from './slow-readers.ts'
import { slowUpload } from './slow-upload.ts'
import { slowloris } from './slowloris.ts'
import { stalledUploads } from './stalled-uploads.ts'
import { stalls } from './stalls.ts'
import { wrongLogins } from './wrong-logins.ts'

const options = parseCommandLine(process.argv.slice(2))
const { program } = options

const harnesses: Readonly<Record<string, Harness>> = {
  stalls: () => stalls(program, say),
  descriptors: () => descriptors(program, { ...options, pulls: options.aborts }),
  'idle connections': () => idleConnections(program, options.connections),
  slowloris: () => slowloris(program, options.slowloris),
  'slow readers': () => slowReaders(program, options),
  'stalled upload': () => stalledUploads(program, options),
  memory: () => largeUploads(program, options),
  'slow upload': () => slowUpload(program, options),
  'expired token': () => expiredToken(program),
  'wrong logins': () => wrongLogins(program, options.logins),
  oracle: () => oracle(program, options.samples),
}

await runHarnesses(harnesses, options)
