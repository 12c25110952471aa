import { type CommandDef, defineCommand, runCommand } from 'citty'
import { describe, expect, it } from 'vitest'
import { berth } from '../../src/cli/berth.ts'
import { everyValue, findCommand, refuseUnknown } from '../../src/cli/command-line.ts'
import { helpFor } from '../../src/cli/help.ts'

function read(line: string): void {
  refuseUnknown(findCommand(berth as CommandDef, line === '' ? [] : line.split(' ')))
}

const refused: readonly (readonly [line: string, problem: string, help: string])[] = [
  ['srve', 'there is no command "srve"; did you mean "serve"?', 'berth'],
  ['config chek', 'there is no command "chek"; did you mean "check"?', 'berth config'],
  ['constructor', 'there is no command "constructor"', 'berth'],
  ['serve --prot 1', 'there is no flag --prot; did you mean --port?', 'berth serve'],
  ['serve -p 1', 'there is no flag -p', 'berth serve'],
  ['serve --no-port', 'there is no flag --no-port; did you mean --port?', 'berth serve'],
  ['serve --port', '--port needs a value', 'berth serve'],
  ['serve --port --contract', '--port needs a value', 'berth serve'],
  ['serve --contract=yes', '--contract takes no value; for no, use --no-contract', 'berth serve'],
  ['serve 5000', '"5000" is one word too many', 'berth serve'],
  ['token create --scope pull:a', 'NAME is missing', 'berth token create'],
  ['token revoke ci cd', '"cd" is one word too many', 'berth token revoke'],
  ['token ls ci', '"ci" is one word too many', 'berth token ls'],
  ['--port 5000 serve', 'there is no flag --port', 'berth'],
]

const taken: readonly string[] = [
  'serve',
  'serve --port 5001 --data /srv/berth --host localhost --config a.yaml',
  'serve --port=5001 --contract --insecure-anonymous',
  'serve --no-contract',
  'config print --port 5001',
  'config schema',
  'token create ci --scope pull:a --scope push:b --expires never --json',
  'token create --data /srv/berth --scope=pull:a ci',
  'token revoke ci',
  'audit --repository a/b --principal robot:ci --limit 5 --json',
]

describe('a command line', () => {
  it.each(refused)('"%s" is refused: %s', (line, problem, help) => {
    expect(() => read(line)).toThrow(`${problem}\nSee: ${help} --help`)
  })

  it.each(taken)('"%s" is taken', (line) => {
    expect(() => read(line)).not.toThrow()
  })
})

describe('positional words and flags that may be repeated', () => {
  const greet = defineCommand({
    meta: { name: 'greet', description: 'Greet somebody' },
    args: {
      name: { type: 'positional', description: 'Whom' },
      place: { type: 'positional', description: 'Where', required: false },
      with: { type: 'string', description: 'What to bring' },
      json: { type: 'boolean', description: 'As JSON' },
    },
    run: ({ args, rawArgs }) => ({
      name: args.name,
      place: args.place,
      with: everyValue(rawArgs, 'with'),
      json: args.json === true,
    }),
  })
  const root = defineCommand({ subCommands: { greet } }) as CommandDef
  const parsed = async (line: readonly string[]) => {
    const named = findCommand(root, ['greet', ...line])
    refuseUnknown(named)
    return (await runCommand(named.command, { rawArgs: [...named.rest] })).result
  }

  it.each<[line: string[], result: object]>([
    [['ann'], { name: 'ann', with: [], json: false }],
    [['ann', 'home'], { name: 'ann', place: 'home', with: [], json: false }],
    [['--json', 'ann', 'home'], { name: 'ann', place: 'home', with: [], json: true }],
    [
      ['ann', '--with', 'tea', '--with=x=y', 'home'],
      { name: 'ann', place: 'home', with: ['tea', 'x=y'], json: false },
    ],
    [['--with', 'ann', 'bea'], { name: 'bea', with: ['ann'], json: false }],
    [['--with=--with', 'ann'], { name: 'ann', with: ['--with'], json: false }],
    [['', ''], { name: '', place: '', with: [], json: false }],
  ])('%j is taken', async (line, result) => {
    expect(await parsed(line)).toEqual(result)
  })

  it.each<[line: string[], problem: string]>([
    [[], 'NAME is missing'],
    [['--with', 'ann'], 'NAME is missing'],
    [['ann', 'home', 'late'], '"late" is one word too many'],
    [['--name', 'ann'], 'there is no flag --name'],
    [['--name=ann'], 'there is no flag --name'],
    [['ann', '--with'], '--with needs a value'],
    [['ann', '--with', '--with', 'tea'], '--with needs a value'],
    [['ann', '--'], 'there is no flag --'],
  ])('%j is refused: %s', async (line, problem) => {
    await expect(parsed(line)).rejects.toThrow(`${problem}\nSee: berth greet --help`)
  })

  it('are shown by --help', async () => {
    expect(await helpFor(findCommand(root, ['greet']))).toContain('berth greet [OPTIONS] <NAME> [PLACE]')
  })
})

describe('--help', () => {
  it.each([
    '',
    'serve',
    'token',
    'token create',
    'token ls',
    'token revoke',
    'audit',
    'user',
    'user add',
    'user passwd',
    'user rm',
    'user ls',
    'config',
    'config check',
    'config print',
    'config schema',
    'config table',
  ])('of "%s" has the usage and an example', async (line) => {
    const help = await helpFor(findCommand(berth as CommandDef, line === '' ? [] : line.split(' ')))
    expect(help).toMatch(new RegExp(`USAGE (berth|berth ${line})`))
    expect(help).toMatch(/EXAMPLES\n\n {2}(\S+ )?berth /)
  })
})
