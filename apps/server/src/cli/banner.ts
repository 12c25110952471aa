export interface BannerFacts {
  readonly version: string
  /** As clients reach it, without a slash at its end. */
  readonly url: string
  readonly folder: string
  /** Whether nothing was ever pushed. */
  readonly empty: boolean
  /** Whether other machines reach it. */
  readonly isReachable: boolean
  /** Whether clients are asked who they are. */
  readonly isGuarded: boolean
  /** What each client has to be told, when the certificate is not one it trusts by itself. */
  readonly trust?: readonly (readonly [client: string, step: string])[]
}

/** What a terminal shows when the registry is up: where it is and the next command to type. */
export function banner(facts: BannerFacts): string {
  const { version, url, folder, empty, isGuarded, trust = [] } = facts
  const registry = url.replace(/^https?:\/\//, '')
  const lines = [
    `Berth ${version} is ready at ${url}`,
    '',
    `  data  ${folder}`,
    `  docs  ${url}/docs`,
    `  open  ${openTo(facts)}`,
    '',
    ...(empty
      ? [
          'Nothing is stored yet. Push a first image:',
          '',
          ...(isGuarded ? [`  docker login ${registry}`] : []),
          '  docker pull hello-world',
          `  docker tag hello-world ${registry}/hello-world`,
          `  docker push ${registry}/hello-world`,
          '',
          'or any file:',
          '',
          `  oras push ${registry}/hello:v1 README.md`,
        ]
      : ['See what is stored:', '', `  curl ${url}/v2/_catalog`]),
    '',
    ...(trust.length > 0
      ? [
          'Its certificate is signed by itself. Tell your client to trust it:',
          '',
          ...trust.map(([client, step]) => `  ${client.padEnd(24)}${step}`),
          '',
        ]
      : []),
    'Ctrl-C stops it.',
  ]
  return `\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n\n`
}

function openTo({ isReachable, isGuarded }: BannerFacts): string {
  const where = isReachable ? 'everybody who reaches this machine' : 'this machine only'
  return `to ${where}${isGuarded ? ', as access.rules allow' : ''}`
}
