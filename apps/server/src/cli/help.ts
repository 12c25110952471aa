import { stripVTControlCharacters } from 'node:util'
import { renderUsage } from 'citty'
import type { NamedCommand } from './command-line.ts'
import { version } from './version.ts'

const examples: Readonly<Record<string, readonly string[]>> = {
  berth: ['berth serve', 'berth config print'],
  'berth serve': [
    'berth serve                                        # localhost:5000, data in ./berth-data',
    'berth serve --port 5001 --data /srv/berth',
    'berth serve --host 0.0.0.0 --insecure-anonymous    # open to whoever reaches this machine',
    'BERTH_CONTENT_DELETE=false berth serve             # every key of berth.yaml has a variable',
  ],
  'berth user': ['berth user add alice --file users.htpasswd', 'berth user ls'],
  'berth user add': [
    'berth user add alice                               # asks for a password',
    'berth user add ci --password-stdin < password.txt',
  ],
  'berth user passwd': ['berth user passwd alice'],
  'berth user rm': ['berth user rm alice'],
  'berth user ls': ['berth user ls', 'berth user ls --file users.htpasswd --json'],
  'berth fsck': ['berth fsck', 'berth fsck --data /srv/berth --json', 'berth fsck --repair'],
  'berth scrub': ['berth scrub', 'berth scrub --data /srv/berth --json'],
  'berth token': [
    "berth token create ci --scope 'pull,push:team/**'",
    'berth token ls',
    'berth token revoke ci',
  ],
  'berth token create': [
    "berth token create ci --scope 'pull,push:team/**' --scope 'pull:base/*'",
    "berth token create cluster --scope 'pull:**' --expires never",
    "berth token create ci --scope 'pull:**' | docker login --username ci --password-stdin localhost:5000",
  ],
  'berth token ls': ['berth token ls', 'berth token ls --data /srv/berth --json'],
  'berth token revoke': ['berth token revoke ci'],
  'berth audit': ['berth audit', 'berth audit --repository team/app --principal robot:ci --limit 10'],
  'berth config': ['berth config check', 'berth config print --port 5001'],
  'berth config check': ['berth config check --config /etc/berth.yaml'],
  'berth config print': ['berth config print --port 5001', 'BERTH_LOG_LEVEL=debug berth config print'],
  'berth config schema': ['berth config schema > berth.schema.json'],
  'berth config table': ['berth config table'],
}

/** What `--help` prints for a command. */
export async function helpFor({ command, words }: NamedCommand): Promise<string> {
  const above = words.slice(0, -1)
  const usage = await renderUsage(
    command,
    above.length > 0 ? { meta: { name: above.join(' '), version } } : undefined,
  )
  const name = words.join(' ')
  const shown = [
    usage.trimEnd(),
    '',
    'EXAMPLES',
    '',
    ...(examples[name] ?? []).map((example) => `  ${example}`),
    '',
  ]
  const text = shown.join('\n')
  // citty decides about colours by the environment alone; a pipe or a file should have none.
  return process.stdout.isTTY === true ? text : stripVTControlCharacters(text)
}
