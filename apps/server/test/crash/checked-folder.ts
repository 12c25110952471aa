import { DataFolderError, fsckFolder, type Problem } from '@berth/storage'

/**
 * I13: what fsck, which asks SQLite for its own checks first, calls a violation in a data folder that nobody uses.
 * What it calls a leftover a crash may leave. It is this checkout's fsck, whichever build is being tried.
 * @param expected a violation that is no surprise.
 */
export async function fsckViolations(
  folder: string,
  expected: (problem: Problem) => boolean = () => false,
): Promise<string[]> {
  const { problems } = await fsckFolder(folder)
  return problems
    .filter((problem) => problem.severity === 'violation' && !expected(problem))
    .map(({ kind, subject, detail }) => `I13: fsck: ${kind} ${subject}: ${detail}`)
}

/** The same for a folder whose first start may not have come far enough to make it one. */
export async function fsckViolationsIfBorn(folder: string): Promise<string[]> {
  try {
    return await fsckViolations(folder)
  } catch (error) {
    if (error instanceof DataFolderError && error.reason !== 'locked') return []
    throw error
  }
}
