/**
 * The documentation page in a real browser: `npm run test:docs`. Not among the tests of `npm test`, which needs npm and
 * nothing else. SCREENSHOTS names a folder to leave pictures in.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { digestOf } from '@berth/digest'
import { openMemoryStorage } from '@berth/storage'
import type { Locator, Page } from 'playwright-core'
import { createApp } from '../../src/app.ts'
import { openapiDocument } from '../../src/docs/index.ts'
import { listen } from '../../src/listener.ts'
import { behindPrefix } from './behind-prefix.ts'
import { findChromium, openChromium } from './chromium.ts'

const SUITE = 'documentation page in Chromium'
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json'
const repository = 'team/app/web'

const config = Buffer.from('{}')
// Spaces that no serialiser would write: the page has to send what was typed.
const manifest = JSON.stringify(
  {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: {
      mediaType: 'application/vnd.oci.empty.v1+json',
      digest: await digestOf(config),
      size: config.length,
    },
    layers: [],
  },
  null,
  3,
)

async function pushContent(url: string): Promise<void> {
  const blob = `${url}/v2/${repository}/blobs/uploads/?digest=${await digestOf(config)}`
  assert.equal((await fetch(blob, { method: 'POST', body: config })).status, 201)
  const headers = { 'Content-Type': MANIFEST_TYPE }
  const target = `${url}/v2/${repository}/manifests/v1`
  assert.equal((await fetch(target, { method: 'PUT', body: manifest, headers })).status, 201)
}

/** An operation of the page, opened, ready to be tried. */
async function open(page: Page, operationId: string): Promise<Locator> {
  const operation = page.locator(`.opblock[id$="-${operationId}"]`)
  await operation.locator('.opblock-summary-control').click()
  await operation.locator('button.execute').waitFor()
  return operation
}

/** Fills in fields by parameter name and executes; resolves to the reply as the browser got it. */
async function tryIt(page: Page, operation: Locator, values: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(values)) {
    await operation.locator(`tr[data-param-name="${name}"] input`).fill(value)
  }
  const [reply] = await Promise.all([
    page.waitForResponse((response) => new URL(response.url()).pathname.includes('/v2/')),
    operation.locator('button.execute').click(),
  ])
  await operation.locator('.live-responses-table').waitFor()
  return reply
}

interface Check {
  readonly name: string
  run(page: Page, url: string): Promise<void>
}

const checks: readonly Check[] = [
  {
    name: 'shows every operation of the document',
    async run(page) {
      const paths = openapiDocument().json.paths as Record<string, Record<string, { operationId: string }>>
      const wanted = Object.values(paths).flatMap((item) =>
        Object.values(item).map(({ operationId }) => operationId),
      )
      const shown = await page.locator('.opblock-summary-operation-id').allInnerTexts()
      assert.deepEqual(shown.map((text) => text.replaceAll('\u200b', '').trim()).sort(), wanted.sort())
    },
  },
  {
    name: 'pulls a manifest of a repository with slashes and shows it as it is',
    async run(page, url) {
      const operation = await open(page, 'getManifest')
      const reply = await tryIt(page, operation, { name: repository, reference: 'v1' })
      assert.equal(reply.status(), 200)
      assert.equal(reply.url(), `${url}/v2/${repository}/manifests/v1`)
      const shown = await operation.locator('.live-responses-table').innerText()
      assert.match(shown, /application\/vnd\.oci\.empty\.v1\+json/)
      assert.match(shown, new RegExp(`docker-content-digest: ${await digestOf(Buffer.from(manifest))}`))
      assert.match(
        await operation.locator('.curl').innerText(),
        new RegExp(`/v2/${repository}/manifests/v1'`),
      )
    },
  },
  {
    name: 'lists tags without asking for a page nobody asked for',
    async run(page, url) {
      const operation = await open(page, 'listTags')
      const reply = await tryIt(page, operation, { name: repository })
      assert.equal(reply.url(), `${url}/v2/${repository}/tags/list`)
      assert.match(await operation.locator('.live-responses-table').innerText(), /"tags": \[\s*"v1"/)
    },
  },
  {
    name: 'carries an upload session from its start to its end',
    async run(page, url) {
      const content = Buffer.from('uploaded from the page')
      const digest = await digestOf(content)
      const started = await tryIt(page, await open(page, 'startUpload'), { name: repository })
      assert.equal(started.status(), 202)
      const session = started.headers()['docker-upload-uuid'] ?? ''
      const finish = await open(page, 'finishUpload')
      await finish
        .locator('input[type=file]')
        .setInputFiles({ name: 'blob', mimeType: 'text/plain', buffer: content })
      const finished = await tryIt(page, finish, { name: repository, session, digest })
      assert.equal(finished.status(), 201, await finished.text())
      const stored = await fetch(`${url}/v2/${repository}/blobs/${digest}`)
      assert.deepEqual(Buffer.from(await stored.arrayBuffer()), content)
    },
  },
  {
    name: 'pushes a manifest byte by byte as it was typed',
    async run(page) {
      const operation = await open(page, 'putManifest')
      await operation.locator('.body-param textarea').fill(`${manifest}\n `)
      const reply = await tryIt(page, operation, { name: repository, reference: 'v2' })
      assert.equal(reply.status(), 201, await reply.text())
      assert.equal(reply.headers()['docker-content-digest'], await digestOf(Buffer.from(`${manifest}\n `)))
    },
  },
  {
    name: 'opens the operation a link names',
    async run(page) {
      await page.goto(`${page.url().replace(/#.*/, '')}?again#/Pull/getManifest`)
      await page.locator('.opblock[id$="-getManifest"] button.execute').waitFor()
    },
  },
  {
    name: 'finds operations by the filter',
    async run(page) {
      await page.locator('.operation-filter-input').fill('Content')
      await page.locator('.opblock[id$="-getManifest"]').waitFor({ state: 'detached' })
      assert.equal(await page.locator('.opblock[id$="-listTags"]').count(), 1)
    },
  },
  {
    name: 'fits a phone, in the dark too',
    async run(page) {
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.setViewportSize({ width: 390, height: 844 })
      await open(page, 'listTags')
      const width = await page.evaluate('document.documentElement.scrollWidth')
      assert.equal(width, 390)
      const [red = 255] = await page.evaluate<number[]>(
        'getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)',
      )
      assert.ok(red < 80, `the background is ${red} red`)
    },
  },
]

async function main(executablePath: string): Promise<number> {
  const storage = await openMemoryStorage()
  const server = await listen(createApp({ storage, settings: { contractMode: true } }), { port: 0 })
  const direct = `http://127.0.0.1:${server.port}`
  const proxy = await behindPrefix('/registry', direct)
  const browser = await openChromium(executablePath)
  const faults: string[] = []
  await browser.context.route('**/*', (route) => {
    const url = route.request().url()
    if (['127.0.0.1', ''].includes(new URL(url).hostname)) return route.continue()
    faults.push(`asked for ${url}`)
    return route.abort()
  })

  let failed = 0
  const perform = async ({ name, run }: Check, url: string): Promise<void> => {
    const page = await browser.context.newPage()
    page.setDefaultTimeout(30_000)
    page.on('pageerror', (error) => faults.push(`threw ${error.message}`))
    // The Content-Security-Policy speaks up here as well.
    page.on('console', (message) => message.type() === 'error' && faults.push(`said ${message.text()}`))
    try {
      await page.goto(`${url}/docs`)
      await page.locator('.opblock').first().waitFor()
      await run(page, url)
      assert.deepEqual(faults, [])
      process.stdout.write(`ok    ${name}\n`)
    } catch (error) {
      failed++
      process.stdout.write(`FAIL  ${name}\n${error instanceof Error ? error.message : error}\n`)
    } finally {
      faults.length = 0
      if (process.env.SCREENSHOTS)
        await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) })
      await page.close()
    }
  }

  try {
    await pushContent(direct)
    for (const check of checks) await perform(check, direct)
    for (const { name, run } of checks.slice(1, 4)) {
      await perform({ name: `${name}, below a path prefix`, run }, proxy.url)
    }
  } finally {
    await browser.close()
    await proxy.close()
    await server.close(0)
    await storage.close()
  }
  return failed
}

const executablePath = findChromium()
if (executablePath === undefined) {
  process.stdout.write(`SKIPPED  ${SUITE}: there is no Chromium here; set CHROMIUM to one\n`)
} else {
  process.stdout.write(`${SUITE} (${executablePath})\n`)
  const failed = await main(executablePath)
  process.stdout.write(failed === 0 ? 'All passed.\n' : `${failed} failed.\n`)
  process.exitCode = failed === 0 ? 0 : 1
}
