/** A file of users cannot be used. The message says why, and what to do. */
export class UsersFileError extends Error {
  override readonly name = 'UsersFileError'
}
