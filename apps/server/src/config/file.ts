import { readFileSync } from 'node:fs'
import type { Node, YAMLMap } from 'yaml'
import { fields, problemWith, type Section, sections, shown } from './fields.ts'
import type { Given, Source } from './given.ts'
import { didYouMean } from './nearest.ts'
import { yaml } from './yaml.ts'

/** What the file says. Everything wrong with it is found at once, each problem with its line and column. */
export function readConfigFile(file: string): Source {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    return { given: new Map(), problems: [`${file}: ${whyUnreadable(error)}`] }
  }
  return parseConfigFile(file, text)
}

function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'no such configuration file'
  if (code === 'EISDIR') return 'is a folder, not a configuration file'
  return `cannot be read (${code ?? message})`
}

/** @param file only names the text in problems */
export function parseConfigFile(file: string, text: string): Source {
  const { isAlias, isMap, isScalar, LineCounter, parseDocument } = yaml()
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const given = new Map<string, Given>()
  const problems: string[] = []
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const problem = (offset: number, message: string): void => {
    problems.push(`${at(offset)}: ${message}`)
  }

  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    const [first = ''] = message.split('\n')
    problem(pos[0], first)
  }
  if (document.errors.length > 0 || document.contents === null) return { given, problems }

  const readSection = (node: YAMLMap, section: Section): void => {
    for (const { key, value } of node.items) {
      const keyNode = key as Node
      const name = isScalar(keyNode) ? String(keyNode.value) : keyNode.toString()
      const offset = keyNode.range?.[0] ?? 0
      readKey(name, offset, value as Node | null, section)
    }
  }

  const readKey = (name: string, offset: number, value: Node | null, section: Section): void => {
    const key = [...section.path, name].join('.')
    const below = sections.find((candidate) => candidate.path.length > 0 && candidate.path.join('.') === key)
    const field = fields.find((candidate) => candidate.key === key)
    const node = isAlias(value) ? value.resolve(document) : value
    if (below !== undefined) {
      // A section whose lines are all commented out is null in YAML: nothing was decided.
      if (node === null || node === undefined || (isScalar(node) && node.value === null)) return
      if (isMap(node)) readSection(node, below)
      else
        problem(offset, `${key} is ${shown(node.toJS(document))}; expected the keys ${below.keys.join(', ')}`)
    } else if (field !== undefined) {
      const written: unknown = value?.toJS(document) ?? null
      const wrong = problemWith(field, key, written)
      if (wrong === undefined)
        given.set(key, { value: written, from: `${file}:${lines.linePos(offset).line}` })
      else problem(value?.range?.[0] ?? offset, wrong)
    } else {
      problem(offset, unknownKey(name, section))
    }
  }

  const root = sections[0] as Section
  const { contents } = document
  if (isMap(contents)) readSection(contents, root)
  else if (!isScalar(contents) || contents.value !== null) {
    problem(
      contents.range?.[0] ?? 0,
      `expected the keys ${root.keys.join(', ')}; found ${shown(contents.toJS(document))}`,
    )
  }
  return { given, problems }
}

function unknownKey(name: string, section: Section): string {
  const where = section.path.length > 0 ? ` in ${section.path.join('.')}` : ''
  const unknown = `unknown key ${JSON.stringify(name)}${where}`
  const close = didYouMean(name, section.keys)
  if (close !== '') return unknown + close
  // A right word in a wrong place.
  const elsewhere = fields.find((field) => field.path.at(-1) === name)
  if (elsewhere !== undefined) return `${unknown}; did you mean "${elsewhere.key}"?`
  return `${unknown}; known are ${section.keys.join(', ')}`
}
