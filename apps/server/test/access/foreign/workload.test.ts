import { decodeJwt } from 'jose'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { WrittenIssuers } from '../../../src/access/foreign/configured-issuers.ts'
import { errorCode, pull, push, registryWith, type TestRegistry } from './a-registry.ts'
import { AUDIENCE, inSeconds, issuerWith, signer, type TestIssuer, tokenBy } from './an-issuer.ts'

/** What GitHub says of a run (docs.github.com, "OpenID Connect reference"). */
const GITHUB = {
  jti: 'example-id',
  sub: 'repo:my-org/app:ref:refs/heads/main',
  ref: 'refs/heads/main',
  ref_protected: 'true',
  sha: 'example-sha',
  repository: 'my-org/app',
  repository_owner: 'my-org',
  repository_visibility: 'private',
  actor: 'octocat',
  workflow: 'release',
  event_name: 'push',
  job_workflow_ref: 'my-org/app/.github/workflows/release.yml@refs/heads/main',
  runner_environment: 'github-hosted',
  run_attempt: 1,
}

/** What a cluster says of a pod (kubernetes.io, "Managing Service Accounts"). */
const KUBERNETES = {
  aud: [AUDIENCE],
  'kubernetes.io': {
    namespace: 'build',
    node: { name: 'node-1', uid: 'a' },
    pod: { name: 'kaniko-1', uid: 'b' },
    serviceaccount: { name: 'builder', uid: 'c' },
    warnafter: 1_700_000_000,
  },
  sub: 'system:serviceaccount:build:builder',
}

async function registryFor(issuer: TestIssuer, rules: WrittenIssuers['rules']): Promise<TestRegistry> {
  return registryWith({ workloads: [{ name: 'ci', issuer: issuer.url, audience: AUDIENCE }], rules })
}

const everything = [
  { who: { workload: 'ci', claims: {} }, repositories: '**', actions: ['pull', 'push'] },
] satisfies WrittenIssuers['rules']

describe('a token of GitHub', () => {
  const rules = [
    {
      who: { workload: 'ci', claims: { repository: 'my-org/*', ref: 'refs/heads/main', run_attempt: '1' } },
      repositories: 'my-org/**',
      actions: ['pull', 'push'],
    },
  ] satisfies WrittenIssuers['rules']

  it('pushes and pulls as the rules say', async () => {
    const key = await signer('key-1', 'RS256')
    const issuer = await issuerWith(key)
    const registry = await registryFor(issuer, rules)
    const token = await tokenBy(key, issuer.url, GITHUB)
    expect(await push(registry, token, 'my-org/app')).toBe(201)
    expect(await pull(registry, token, 'my-org/app')).toBe(200)
    expect(await push(registry, token, 'other/app')).toBe(403)
    const deletion = await registry.bearing(token, `DELETE /v2/my-org/app/manifests/latest`)
    expect([deletion.status, await errorCode(deletion)]).toEqual([403, 'DENIED'])
  })

  it.each([
    ['of another branch', { ref: 'refs/heads/feature' }],
    ['of another organisation', { repository: 'their-org/app' }],
    ['of another attempt', { run_attempt: 2 }],
    ['that does not say', { repository: undefined }],
    ['that says it with a list', { repository: ['my-org/app'] }],
  ])('%s may not', async (_, claims) => {
    const key = await signer('key-1', 'RS256')
    const issuer = await issuerWith(key)
    const registry = await registryFor(issuer, rules)
    expect(await push(registry, await tokenBy(key, issuer.url, { ...GITHUB, ...claims }), 'my-org/app')).toBe(
      403,
    )
  })

  it('logs in as a password, and gets a token for no more than the rules allow, with the claims they ask for', async () => {
    const key = await signer('key-1', 'RS256')
    const issuer = await issuerWith(key)
    const registry = await registryFor(issuer, rules)
    const token = await tokenBy(key, issuer.url, GITHUB)
    expect((await registry.withPassword(token, 'GET /v2/')).status).toBe(200)
    const scopes = 'scope=repository:my-org/app:pull,push,delete&scope=repository:other/app:pull'
    const reply = await registry.withPassword(token, `GET /token?service=registry.test&${scopes}`)
    expect(reply.status).toBe(200)
    const issued = (await reply.json()) as { token: string }
    expect(decodeJwt(issued.token)).toMatchObject({
      sub: 'workload:ci:repo:my-org/app:ref:refs/heads/main',
      claims: { repository: 'my-org/app', ref: 'refs/heads/main', run_attempt: '1' },
      access: [{ type: 'repository', name: 'my-org/app', actions: ['pull', 'push'] }],
    })
    expect(Object.keys(decodeJwt(issued.token).claims as object)).toHaveLength(3)
    expect(await push(registry, issued.token, 'my-org/app')).toBe(201)
    expect(await pull(registry, issued.token, 'my-org/app')).toBe(200)
  })

  it('is written into no log, nor is any part of it that signs', async () => {
    const key = await signer('key-1', 'RS256')
    const issuer = await issuerWith(key)
    const registry = await registryFor(issuer, rules)
    const good = await tokenBy(key, issuer.url, GITHUB)
    const bad = await tokenBy(key, issuer.url, { ...GITHUB, aud: 'elsewhere' })
    for (const token of [good, bad]) {
      await registry.bearing(token, 'GET /v2/')
      await registry.withPassword(token, 'GET /v2/')
      await registry.withPassword(token, 'GET /token')
    }
    expect(registry.log.length).toBeGreaterThan(6)
    for (const token of [good, bad]) {
      for (const part of token.split('.')) expect(registry.log.join('')).not.toContain(part)
    }
  })
})

describe('a token of Kubernetes', () => {
  it('is known by the claims within its claims', async () => {
    const key = await signer('key-1', 'RS256')
    const issuer = await issuerWith(key)
    const claims = { 'kubernetes.io/namespace': 'build', 'kubernetes.io/serviceaccount/name': 'builder' }
    const registry = await registryFor(issuer, [
      { who: { workload: 'ci', claims }, repositories: 'team/**', actions: ['pull', 'push'] },
    ])
    expect(await push(registry, await tokenBy(key, issuer.url, KUBERNETES), 'team/app')).toBe(201)
    const other = {
      ...KUBERNETES,
      'kubernetes.io': { namespace: 'build', serviceaccount: { name: 'default' } },
    }
    expect(await push(registry, await tokenBy(key, issuer.url, other), 'team/app')).toBe(403)
    const flat = { ...KUBERNETES, 'kubernetes.io': 'build' }
    expect(await push(registry, await tokenBy(key, issuer.url, flat), 'team/app')).toBe(403)
  })
})

describe('a token of ours got for a token of a workload', () => {
  it.each([
    ['soon', 20],
    ['later than ours would', 150],
  ])('ends with it when that ends %s', async (_, seconds) => {
    const key = await signer('key-1')
    const issuer = await issuerWith(key)
    const registry = await registryFor(issuer, everything)
    const exp = inSeconds(seconds)
    const token = await tokenBy(key, issuer.url, { exp })
    const scope = 'scope=repository:team/app:pull,push&offline_token=true'
    const reply = await registry.withPassword(token, `GET /token?service=registry.test&${scope}`)
    const issued = (await reply.json()) as { token: string; refresh_token: string }
    expect(decodeJwt(issued.token).exp).toBeLessThanOrEqual(exp)
    expect(decodeJwt(issued.token).exp).toBeGreaterThanOrEqual(exp - 2)
    expect(decodeJwt(issued.refresh_token).exp).toBeLessThanOrEqual(exp)

    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: issued.refresh_token })
    const refreshed = await registry.fetch('/token', { method: 'POST', body })
    const { access_token: again } = (await refreshed.json()) as { access_token: string }
    expect(decodeJwt(again).exp).toBeLessThanOrEqual(exp)

    expect(await push(registry, issued.token, 'team/app')).toBe(201)
    vi.useFakeTimers({ toFake: ['Date'], now: (exp + 31) * 1000 })
    onTestFinished(() => void vi.useRealTimers())
    for (const ended of [token, issued.token, again])
      expect(await pull(registry, ended, 'team/app')).toBe(401)
    expect((await registry.fetch('/token', { method: 'POST', body })).status).toBe(401)
  })
})

describe('claims', () => {
  it('of one provider are no claims of another', async () => {
    const [ours, theirs] = [await signer('key-1'), await signer('key-2')]
    const [first, second] = [await issuerWith(ours), await issuerWith(theirs)]
    const registry = await registryWith({
      workloads: [
        { name: 'first', issuer: first.url, audience: AUDIENCE },
        { name: 'second', issuer: second.url, audience: AUDIENCE },
      ],
      rules: [
        { who: { workload: 'first', claims: { project: 'a' } }, repositories: 'a', actions: 'push' },
        { who: { workload: 'second', claims: {} }, repositories: 'b', actions: 'push' },
      ],
    })
    const byFirst = await tokenBy(ours, first.url, { project: 'a' })
    const bySecond = await tokenBy(theirs, second.url, { project: 'a' })
    const statuses = [byFirst, bySecond].map((token) => ['a', 'b'].map((name) => push(registry, token, name)))
    expect(await Promise.all(statuses.flat())).toEqual([201, 403, 403, 201])
  })
})
