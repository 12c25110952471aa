import type { RobotToken, RobotTokens } from './access.ts'
import type { ApiToken, ApiTokens } from './api-tokens.ts'
import { type Glob, parseGlob } from './glob.ts'

/** API tokens as access control asks for them: each is a robot, and its scopes are what it may do. */
export function robotTokens(tokens: Pick<ApiTokens, 'verify' | 'find'>): RobotTokens {
  const robot = (token: ApiToken | undefined) => token && robotOf(token)
  return {
    verify: (text) => robot(tokens.verify(text)),
    find: (id, lateMs) => robot(tokens.find(id, lateMs)),
  }
}

function robotOf({ id, name, scopes, expires }: ApiToken): RobotToken {
  const grants = scopes.map(({ actions, repositories }) => ({
    by: `its scope ${actions.join(',')}:${repositories}`,
    actions: new Set(actions),
    repositories: [parseGlob(repositories) as Glob],
  }))
  return { id, name, grants, until: expires }
}
