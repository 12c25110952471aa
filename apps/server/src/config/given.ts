/** A value somebody gave for a field, before it is parsed, and where. */
export interface Given {
  readonly value: unknown
  /** `berth.yaml:7`, `BERTH_HTTP_PORT`, `--port` */
  readonly from: string
}

/** What one source (file, environment, command line) gave, by key; and all that is wrong in it. */
export interface Source {
  readonly given: ReadonlyMap<string, Given>
  readonly problems: readonly string[]
}

export const nothingGiven: Source = { given: new Map(), problems: [] }
