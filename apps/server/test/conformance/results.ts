import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

export type Results = {
  tests: number
  passed: number
  failed: number
  /** Tests that gave no verdict, either because the configuration or because the registry says it lacks the feature. */
  skipped: number
  errors: number
  /** The features behind the skipped tests, by the suite's name, with its reason: Skip or Disabled. */
  untested: readonly string[]
}

/** Reads what the suite wrote: counts from junit.xml, features from results.yaml. */
export async function readResults(folder: string): Promise<Results> {
  const junit = await readFile(join(folder, 'junit.xml'), 'utf8')
  const suite = /<testsuite [^>]*>/.exec(junit)?.[0] ?? ''
  // A count of zero has no attribute.
  const count = (attribute: string) => Number(new RegExp(` ${attribute}="(\\d+)"`).exec(suite)?.[1] ?? 0)
  const tests = count('tests')
  const failed = count('failures')
  const errors = count('errors')
  const skipped = count('skipped') + count('disabled')
  const passed = tests - failed - errors - skipped

  const features: Record<'apis' | 'data', Record<string, string>> = parse(
    await readFile(join(folder, 'results.yaml'), 'utf8'),
  )
  const untested = Object.entries({ ...features.apis, ...features.data })
    .filter(([, status]) => status === 'Skip' || status === 'Disabled')
    .map(([feature, status]) => `${feature} (${status})`)
  return { tests, passed, failed, skipped, errors, untested }
}
