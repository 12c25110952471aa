import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Environment } from '../../src/config/environment.ts'
import type { Flags } from '../../src/config/flags.ts'
import { type LoadedConfig, loadConfig } from '../../src/config/load.ts'
import { toSettings } from '../../src/config/to-settings.ts'
import { uploadsPerPrincipal } from '../../src/config/upload-share.ts'
import { defaultSettings } from '../../src/settings.ts'

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'berth-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'berth.yaml')
  writeFileSync(file, text)
  return file
}

function load(given: { flags?: Flags; environment?: Environment; yaml?: string }): LoadedConfig {
  const { flags = {}, environment = {}, yaml = '' } = given
  return loadConfig({ flags, environment, file: fileWith(yaml) })
}

describe('the configuration', () => {
  it('without anything given is what App has by default', () => {
    const { config } = load({})
    expect({ ...toSettings(config) }).toEqual({ ...defaultSettings, publicUrl: undefined })
    expect(config.http).toMatchObject({ host: '127.0.0.1', port: 5000 })
    expect(config.storage.folder).toBe('./berth-data')
  })

  it('takes a flag over the environment, that over the file, that over the default', () => {
    const yaml = 'http: { port: 1 }\n'
    const environment = { BERTH_HTTP_PORT: '2' }
    const ports = [{}, { yaml }, { yaml, environment }, { yaml, environment, flags: { port: '3' } }]
    expect(ports.map((given) => load(given).config.http.port)).toEqual([5000, 1, 2, 3])
  })

  it.each([
    // access, uploads.maxOpen, how many of them one principal may have
    ['{ rules: [{ who: users, repositories: "**", actions: push }] }', 10_000, 1000],
    ['{ rules: [{ who: users, repositories: "**", actions: push }] }', 1009, 100],
    ['{ rules: [{ who: users, repositories: "**", actions: push }] }', 5, 100],
    ['{}', 10_000, Number.POSITIVE_INFINITY],
  ])('with access %s and %i uploads leaves %d to one principal', (access, maxOpen, most) => {
    const { config } = load({ yaml: `{ access: ${access}, uploads: { maxOpen: ${maxOpen} } }` })
    expect(uploadsPerPrincipal(config)).toBe(most)
  })

  it('becomes numbers: milliseconds and bytes', () => {
    const { config } = load({
      yaml: 'uploads: { expireAfter: 90s }\ncontent: { maxManifestSize: 8MiB }\nhttp: { maxHeaderSize: 64kB }\n',
    })
    expect(config.uploads.expireAfter).toBe(90_000)
    expect(config.content.maxManifestSize).toBe(8 * 1024 * 1024)
    expect(config.http.maxHeaderSize).toBe(64_000)
  })

  it('reads text of the environment as what it stands for', () => {
    const { config } = load({
      environment: {
        BERTH_HTTP_PUBLIC_URL: 'https://registry.example/oci',
        BERTH_HTTP_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
        BERTH_HTTP_CORS_ORIGINS: '',
        BERTH_CONTENT_DELETE: 'false',
        BERTH_CONTENT_MAX_MANIFEST_SIZE: '1MiB',
      },
    })
    expect(config.http).toMatchObject({
      publicUrl: 'https://registry.example/oci',
      trustedProxies: ['10.0.0.0/8', '::1'],
      cors: { origins: [] },
    })
    expect(config.content).toMatchObject({ delete: false, maxManifestSize: 1024 * 1024 })
  })

  it.each([
    ['BERTH_HTTP_PROT', '1', 'BERTH_HTTP_PROT is not a setting of Berth; did you mean BERTH_HTTP_PORT?'],
    ['BERTH_NOTHING_OF_THE_KIND', '1', 'BERTH_NOTHING_OF_THE_KIND is not a setting of Berth'],
    ['BERTH_PORT', '1', 'BERTH_PORT is not a setting of Berth'],
    ['BERTH_HTTP_PORT', '', 'BERTH_HTTP_PORT is ""; expected a whole number from 0 to 65535'],
    ['BERTH_HTTP_PORT', '0x50', 'BERTH_HTTP_PORT is "0x50"; expected a whole number from 0 to 65535'],
    ['BERTH_CONTENT_DELETE', 'no', 'BERTH_CONTENT_DELETE is "no"; expected true or false'],
  ])('with %s=%s is refused', (name, value, problem) => {
    expect(() => load({ environment: { [name]: value } })).toThrow(problem)
  })

  it('is not disturbed by what Kubernetes tells of a Service called berth', () => {
    const environment = {
      BERTH_SERVICE_HOST: '10.96.0.7',
      BERTH_SERVICE_PORT: '5000',
      BERTH_SERVICE_PORT_HTTP: '5000',
      BERTH_PORT: 'tcp://10.96.0.7:5000',
      BERTH_PORT_5000_TCP: 'tcp://10.96.0.7:5000',
      BERTH_PORT_5000_TCP_PROTO: 'tcp',
      BERTH_PORT_5000_TCP_PORT: '5000',
      BERTH_PORT_5000_TCP_ADDR: '10.96.0.7',
    }
    expect(load({ environment }).given.size).toBe(0)
  })

  it('in a named file that is not there is refused', () => {
    expect(() => loadConfig({ flags: {}, environment: {}, file: 'no-such.yaml' })).toThrow(
      'no-such.yaml: no such configuration file',
    )
  })
})

describe('without access control', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', 'registry.internal'])(
    '%s is refused, unless that is accepted',
    (host) => {
      const yaml = `http: { host: "${host}" }\n`
      expect(() => load({ yaml })).toThrow(`listening on ${host} would let everybody`)
      expect(() => load({ yaml })).toThrow('berth.yaml:1: ')
      expect(load({ yaml, flags: { 'insecure-anonymous': true } }).config.http.host).toBe(host)
      expect(load({ yaml: `${yaml}access: { insecureAnonymous: true }\n` }).config.http.host).toBe(host)
    },
  )

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost', '::ffff:127.0.0.1'])('%s is fine', (host) => {
    expect(load({ flags: { host } }).config.http.host).toBe(host)
  })

  it('the refusal repeats the flags that were given, ready to be typed', () => {
    expect(() => load({ flags: { host: '0.0.0.0', data: '/my data', contract: true } })).toThrow(
      /: berth serve --host 0\.0\.0\.0 --data '\/my data' --contract --insecure-anonymous$/,
    )
  })
})

describe('TLS', () => {
  it.each([
    [{ certificate: 'a.crt' }, 'http.tls.certificate is given without http.tls.key'],
    [{ key: 'a.key' }, 'http.tls.key is given without http.tls.certificate'],
    [{ clientCa: 'ca.crt' }, 'http.tls.clientCa is given without a certificate'],
    [{ certificate: 'a.crt', key: 'a.key', selfSigned: true }, 'beside http.tls.selfSigned'],
  ])('%j is refused with where it was given and what is missing', (tls, message) => {
    const yaml = `http: { tls: ${JSON.stringify(tls)} }\n`
    expect(() => load({ yaml })).toThrow(message)
    expect(() => load({ yaml })).toThrow('berth.yaml:1: ')
  })

  it.each([
    [{ certificate: 'a.crt', key: 'a.key', clientCa: 'ca.crt' }],
    [{ selfSigned: true, clientCa: 'ca.crt' }],
    [{}],
  ])('%j is fine, whatever is in the files', (tls) => {
    expect(load({ yaml: `http: { tls: ${JSON.stringify(tls)} }\n` }).config.http.tls).toMatchObject(tls)
  })
})
