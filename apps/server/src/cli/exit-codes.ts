/** What a command's exit code means, for scripts and supervisors. */
export const exitCodes = {
  /** Done; for `serve`: ended after a signal, with every running request answered or its time used up. */
  ok: 0,
  /** A fault of Berth. The log, or the lines on standard error, say which. */
  unexpected: 1,
  /** The command line or the configuration cannot be used. Starting again will not help. */
  usage: 2,
  /** The address cannot be listened on: its port is taken, it is not of this machine, or it needs more rights. */
  address: 3,
  /** The data folder is in use by another server, cannot be written to, or is no data folder of this version. */
  dataFolder: 4,
  /** `fsck` and `scrub`: stored content or the database is not as it has to be. The output says what. */
  violations: 5,
  /** `scrub`: it ended before everything was read, by Ctrl-C or because the registry that ran it was stopped. */
  unfinished: 6,
  /** `access explain` and `config check --may`: no. */
  denied: 7,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** A command cannot go on, for a reason its user can do something about: lines for them, and no stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}
