import { writeFile } from 'node:fs/promises'
import { mediaTypes } from '@berth/spec'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { basic, bearer, type GuardedRegistry, guardedRegistry, htpasswd } from './guarded-registry.ts'

const RULES = [
  { who: 'anonymous', repositories: 'public/**', actions: 'pull' },
  { who: 'ada', repositories: 'team/**', actions: ['pull', 'push'] },
  { who: 'bob', repositories: 'team/**', actions: 'pull' },
] satisfies Parameters<typeof guardedRegistry>[0]

const PASSWORDS = { ada: 'engine', bob: 'builder' }
const ada = basic('ada', 'engine')

let registry: GuardedRegistry
beforeAll(async () => {
  registry = await guardedRegistry(RULES, PASSWORDS)
})
afterAll(() => registry.close())

const accessOf = (token: string) => decodeJwt(token).access
const post = (form: Record<string, string>) =>
  registry.ask('/token', {
    method: 'POST',
    headers: { 'Content-Type': mediaTypes.form },
    body: new URLSearchParams(form).toString(),
  })
const startUpload = (name: string, as?: string) =>
  registry.ask(`/v2/${name}/blobs/uploads/`, { method: 'POST', as })

describe('a request without credentials', () => {
  it.each([
    // protocol facts 2 and 3
    ['GET', '/v2/', 'Bearer realm="http://registry.test/token",service="registry.test"'],
    ['GET', '/v2/team/app/tags/list', 'scope="repository:team/app:pull"'],
    ['POST', '/v2/team/app/blobs/uploads/', 'scope="repository:team/app:pull,push"'],
    ['DELETE', '/v2/team/app/manifests/latest', 'scope="repository:team/app:delete"'],
    [
      'POST',
      `/v2/team/app/blobs/uploads/?mount=sha256:${'0'.repeat(64)}&from=team/base`,
      'scope="repository:team/app:pull,push repository:team/base:pull"',
    ],
    ['GET', '/api/v1/tokens', 'scope="registry:admin:*"'],
  ])('%s %s is told what to ask for', async (method, path, challenge) => {
    const reply = await registry.ask(path, { method })
    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toContain(challenge)
    expect(reply.headers.get('www-authenticate')).not.toContain('error=')
    expect(await reply.json()).toMatchObject({ errors: [{ code: 'UNAUTHORIZED' }] })
  })

  it('is let in where anybody is', async () => {
    expect((await registry.ask('/v2/public/app/tags/list')).status).toBe(404)
  })
})

describe('GET /token', () => {
  it('gives a token under both names, with its life', async () => {
    const reply = await registry.ask('/token?service=registry.test&scope=repository:team/app:pull,push', {
      as: ada,
    })
    expect(reply.headers.get('cache-control')).toBe('no-store')
    const body = (await reply.json()) as Record<string, string>
    expect(body).toEqual({
      token: expect.any(String),
      access_token: body.token,
      expires_in: 300,
      issued_at: expect.any(String),
      scope: 'repository:team/app:pull,push',
    })
    expect((await registry.ask('/v2/', { as: bearer(body.token ?? '') })).status).toBe(200)
    expect((await startUpload('team/app', bearer(body.token ?? ''))).status).toBe(202)
  })

  it('cuts the scopes down to what is granted, and never refuses for them', async () => {
    const scope =
      'repository:team/app:pull,push,delete repository:theirs/app:pull repository:public/x:pull,push registry:admin:* registry:catalog:*'
    expect(accessOf(await registry.tokenFor(scope, ada))).toEqual([
      { type: 'repository', name: 'team/app', actions: ['pull', 'push'] },
      { type: 'repository', name: 'public/x', actions: ['pull'] },
      { type: 'registry', name: 'catalog', actions: ['*'] },
    ])
  })

  it('gives a token to everybody, for what everybody may do', async () => {
    const token = await registry.tokenFor('repository:public/app:pull,push repository:team/app:pull')
    expect(accessOf(token)).toEqual([{ type: 'repository', name: 'public/app', actions: ['pull'] }])
    expect((await registry.ask('/v2/', { as: bearer(token) })).status).toBe(200)
    const push = await startUpload('public/app', bearer(token))
    expect(push.status).toBe(401)
    expect(push.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
  })

  it('takes a wrong password for no anonymous one', async () => {
    const reply = await registry.ask('/token?scope=repository:public/app:pull', {
      as: basic('ada', 'difference'),
    })
    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toBe('Basic realm="registry.test"')
  })

  it('takes no token for a password: one would last for ever', async () => {
    const token = await registry.tokenFor('repository:team/app:pull', ada)
    expect((await registry.ask('/token', { as: bearer(token) })).status).toBe(401)
    expect((await registry.ask('/token', { as: basic('ada', token) })).status).toBe(401)
  })

  it('gives a refresh token when one is asked for, and none to nobody', async () => {
    const given = async (as?: string) =>
      (await (await registry.ask('/token?offline_token=true', { as })).json()) as { refresh_token?: string }
    expect((await given(ada)).refresh_token).toEqual(expect.any(String))
    expect((await given()).refresh_token).toBeUndefined()
  })
})

describe('POST /token', () => {
  it('takes a password, then what it gave to refresh', async () => {
    const first = await post({
      grant_type: 'password',
      service: 'registry.test',
      client_id: 'test',
      username: 'ada',
      password: 'engine',
      access_type: 'offline',
      scope: 'repository:team/app:pull repository:team/base:pull',
    })
    expect(first.status).toBe(200)
    const { refresh_token = '', access_token } = (await first.json()) as Record<string, string>
    expect(accessOf(access_token ?? '')).toHaveLength(2)
    const second = await post({
      grant_type: 'refresh_token',
      refresh_token,
      scope: 'repository:team/app:pull,push',
    })
    const body = (await second.json()) as Record<string, string>
    expect(body.refresh_token).toBe(refresh_token)
    expect(accessOf(body.access_token ?? '')).toEqual([
      { type: 'repository', name: 'team/app', actions: ['pull', 'push'] },
    ])
  })

  it.each([
    [{ grant_type: 'password', username: 'ada', password: 'difference' }, 401],
    [{ grant_type: 'password' }, 401],
    [{ grant_type: 'refresh_token', refresh_token: 'none' }, 401],
    [{ grant_type: 'refresh_token' }, 401],
    [{ grant_type: 'client_credentials' }, 400],
    [{}, 400],
  ])('%o is %i', async (form, status) => {
    const reply = await post(form as Record<string, string>)
    expect(reply.status).toBe(status)
    expect(await reply.json()).toMatchObject({ errors: [{ code: expect.any(String) }] })
  })

  it('takes no access token for a refresh token, and none the other way round', async () => {
    const token = await registry.tokenFor('', ada)
    expect((await post({ grant_type: 'refresh_token', refresh_token: token })).status).toBe(401)
    const offline = await registry.ask('/token?offline_token=true', { as: ada })
    const { refresh_token = '' } = (await offline.json()) as { refresh_token?: string }
    expect((await registry.ask('/v2/', { as: bearer(refresh_token) })).status).toBe(401)
  })

  it('reads a form and nothing else, of a size that has an end', async () => {
    const json = await registry.ask('/token', {
      method: 'POST',
      headers: { 'Content-Type': mediaTypes.json },
      body: '{}',
    })
    expect(json.status).toBe(400)
    expect((await post({ grant_type: 'password', password: 'x'.repeat(70_000) })).status).toBe(413)
    const twice = await registry.ask('/token', {
      method: 'POST',
      headers: { 'Content-Type': mediaTypes.form },
      body: 'grant_type=password&username=a&username=b',
    })
    expect(twice.status).toBe(400)
  })
})

describe('a token', () => {
  it('allows what it was issued for, and is sent back for more where its holder may do more', async () => {
    const token = bearer(await registry.tokenFor('repository:team/app:pull', ada))
    expect((await registry.ask('/v2/team/app/tags/list', { as: token })).status).toBe(404)
    const push = await startUpload('team/app', token)
    expect(push.status).toBe(401)
    expect(push.headers.get('www-authenticate')).toMatch(
      /scope="repository:team\/app:pull,push",error="insufficient_scope",error_description="the token is not for this: get one to push to team\/app"$/,
    )
    expect((await startUpload('team/other', token)).status).toBe(401)
  })

  it('is refused where its holder may not, by the name of what is missing', async () => {
    const token = bearer(await registry.tokenFor('repository:team/app:pull,push', basic('bob', 'builder')))
    const push = await startUpload('team/app', token)
    expect(push.status).toBe(403)
    expect(await push.json()).toMatchObject({
      errors: [{ code: 'DENIED', message: expect.stringContaining('user:bob may not push to team/app') }],
    })
  })

  it('ends when its user does, or the password of its user', async () => {
    const given = await guardedRegistry(RULES, PASSWORDS)
    try {
      const scope = 'repository:team/app:pull'
      const tokens = [await given.tokenFor(scope, ada), await given.tokenFor(scope, basic('bob', 'builder'))]
      const statuses = async () =>
        Promise.all(tokens.map(async (token) => (await given.ask('/v2/', { as: bearer(token) })).status))
      expect(await statuses()).toEqual([200, 200])
      await writeFile(given.usersFile, htpasswd({ ada: 'another' }))
      await vi.waitUntil(async () => (await statuses()).every((status) => status === 401), {
        timeout: 10_000,
      })
    } finally {
      await given.close()
    }
  })

  it('of a robot ends when the robot’s own is revoked, and never later than that runs out', async () => {
    const text = await registry.robot('short', ['pull:team/**'], Date.now() + 90_000)
    const reply = await registry.ask('/token?scope=repository:team/app:pull&offline_token=true', {
      as: bearer(text),
    })
    const body = (await reply.json()) as { token: string; expires_in: number; refresh_token: string }
    expect(body.expires_in).toBeGreaterThan(80)
    expect(body.expires_in).toBeLessThanOrEqual(90)
    await registry.storage.access.revokeToken('short')
    expect((await registry.ask('/v2/', { as: bearer(body.token) })).status).toBe(401)
    expect((await post({ grant_type: 'refresh_token', refresh_token: body.refresh_token })).status).toBe(401)
  })

  it('that runs out in the middle of an upload is good to its end, and for nothing else', async () => {
    const given = await guardedRegistry(RULES, PASSWORDS)
    try {
      const token = bearer(await given.tokenFor('repository:team/app:pull,push', ada))
      const started = await given.ask('/v2/team/app/blobs/uploads/', { method: 'POST', as: token })
      const location = started.headers.get('location') ?? ''
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 400_000 })
      const patched = await given.ask(location, { method: 'PATCH', body: 'hello', as: token })
      expect(patched.status).toBe(202)
      const late = await given.ask('/v2/team/app/blobs/uploads/', { method: 'POST', as: token })
      expect(late.status).toBe(401)
      expect(late.headers.get('www-authenticate')).toContain('error="invalid_token"')
      const digest = 'sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
      const finished = await given.ask(`${location}?digest=${digest}`, { method: 'PUT', as: token })
      expect(finished.status).toBe(201)
      // Over: the session as well, and with it what the token was still good for.
      const again = await given.ask(location, { as: token })
      expect(again.status).toBe(401)
      vi.setSystemTime(Date.now() + 25 * 3_600_000)
      const next = await given.ask('/v2/team/app/blobs/uploads/', { method: 'POST', as: ada })
      const other = next.headers.get('location') ?? ''
      expect((await given.ask(other, { as: token })).status).toBe(401)
    } finally {
      vi.useRealTimers()
      await given.close()
    }
  })
})

describe('the token of a robot', () => {
  it('that runs out in the middle of an upload lets it end, and one that is revoked does not', async () => {
    const given = await guardedRegistry(RULES, PASSWORDS)
    try {
      const start = async (name: string) => {
        const text = await given.robot(name, ['pull,push:team/**'], Date.now() + 120_000)
        const as = bearer(await given.tokenFor('repository:team/app:pull,push', bearer(text)))
        const started = await given.ask('/v2/team/app/blobs/uploads/', { method: 'POST', as })
        return { as, location: started.headers.get('location') ?? '' }
      }
      const [late, revoked] = [await start('late'), await start('revoked')]
      await given.storage.access.revokeToken('revoked')
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 400_000 })
      const patch = (at: typeof late) => given.ask(at.location, { method: 'PATCH', body: 'hello', as: at.as })
      expect((await patch(late)).status).toBe(202)
      expect((await patch(revoked)).status).toBe(401)
      expect((await given.ask('/v2/', { as: late.as })).status).toBe(401)
    } finally {
      vi.useRealTimers()
      await given.close()
    }
  })
})

it('a token for as much as can be asked for is read again', async () => {
  const names = Array.from({ length: 120 }, (_, index) => `team/${'n'.repeat(200)}${index}`)
  const scope = names.map((name) => `repository:${name}:pull,push,delete,admin`).join(' ')
  const token = await registry.tokenFor(scope, ada)
  expect((await registry.ask('/v2/', { as: bearer(token) })).status).toBe(200)
  expect(token.length).toBeLessThan(16_000)
})

describe('the catalog', () => {
  it('has what its reader may pull, in pages that do not tell of the rest', async () => {
    const given = await guardedRegistry(
      [...RULES, { who: 'root', repositories: '**', actions: ['pull', 'push'] }],
      { ...PASSWORDS, root: 'beer' },
    )
    try {
      const root = basic('root', 'beer')
      const digest = 'sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
      for (const name of ['a/1', 'public/a', 'secret/a', 'team/a', 'team/b', 'zoo/a']) {
        const pushed = await given.ask(`/v2/${name}/blobs/uploads/?digest=${digest}`, {
          method: 'POST',
          body: 'hello',
          as: root,
        })
        expect(pushed.status).toBe(201)
      }
      const list = async (as?: string, query = '') => {
        const reply = await given.ask(`/v2/_catalog${query}`, { as })
        const { repositories } = (await reply.json()) as { repositories: string[] }
        return { repositories, link: reply.headers.get('link') }
      }
      expect((await list()).repositories).toEqual(['public/a'])
      expect((await list(ada)).repositories).toEqual(['public/a', 'team/a', 'team/b'])
      expect((await list(root)).repositories).toHaveLength(6)
      expect(await list(ada, '?n=2')).toEqual({
        repositories: ['public/a', 'team/a'],
        link: '</v2/_catalog?n=2&last=team%2Fa>; rel="next"',
      })
      expect(await list(ada, '?n=2&last=team/a')).toEqual({ repositories: ['team/b'], link: null })
      const token = bearer(await given.tokenFor('registry:catalog:*', ada))
      expect((await list(token)).repositories).toEqual(['public/a', 'team/a', 'team/b'])
    } finally {
      await given.close()
    }
  })
})
