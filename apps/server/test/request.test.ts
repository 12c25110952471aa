import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { serverRequest } from '../src/http/request.ts'

it('a body that had come whole and was not read yet when the client left is broken', async () => {
  const server = createServer()
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.write('PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello')
  const [incoming, outgoing] = await once(server, 'request')
  const request = serverRequest(new Request('http://a/'), { incoming, outgoing })
  await complete(incoming)
  expect(request.bodyBroken()).toBe(false)

  const closed = once(incoming, 'close').catch(() => {})
  client.destroy()
  await closed
  expect(request.bodyBroken()).toBe(true)
})

async function complete(incoming: IncomingMessage): Promise<void> {
  while (!incoming.complete) await new Promise((resolve) => setImmediate(resolve))
}
