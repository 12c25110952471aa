import { randomBytes } from 'node:crypto'
import { digestOf } from '@berth/digest'
import { describe, expect, it, vi } from 'vitest'
import { Registry } from './integrity/registry.ts'

describe('/metrics', () => {
  it('counts requests by operation and status, and the bytes they moved', async () => {
    const registry = await Registry.start()
    const content = randomBytes(10_000)
    const digest = await registry.push(content)
    await registry.pull(digest)
    await registry.pull(digest)
    await registry.pull(digestOf(Buffer.from('nothing')))
    await vi.waitFor(async () => {
      expect(await registry.metric('berth_requests_total{operation="startUpload",status="201"}')).toBe(1)
      expect(await registry.metric('berth_requests_total{operation="getBlob",status="200"}')).toBe(2)
      expect(await registry.metric('berth_requests_total{operation="getBlob",status="404"}')).toBe(1)
    })
    // The refusal has a body too.
    expect(await registry.metric('berth_sent_bytes_total{operation="getBlob"}')).toBeGreaterThan(20_000)
    expect(await registry.metric('berth_request_duration_seconds_count{operation="getBlob"}')).toBe(3)
  })

  it('counts content that was found damaged, the reply that broke off, and that it healed', async () => {
    const registry = await Registry.start()
    const content = randomBytes(1_000_000)
    const digest = await registry.push(content)
    await registry.flipBit(digest, 12_345)
    expect(await registry.pull(digest)).toMatchObject({ status: 200, complete: false })
    await vi.waitFor(async () => {
      expect(await registry.metric('berth_storage_events_total{kind="blob.damaged"}')).toBe(1)
      expect(await registry.metric('berth_replies_broken_off_total{operation="getBlob"}')).toBe(1)
    })
    await registry.push(content)
    expect(await registry.metric('berth_storage_events_total{kind="blob.healed"}')).toBe(1)
  })

  it('tells how many uploads are open', async () => {
    const registry = await Registry.start()
    await registry.storage.repository('team/app' as never).startUpload({ principal: 'anonymous' })
    expect(await registry.metric('berth_open_uploads')).toBe(1)
  })
})
