import type { Operation } from './operation.ts'

type Placeholders<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

/**
 * The path of an operation with its parameters filled in, escaped but for the slashes and colons that names and
 * digests hold.
 * @example pathOf(operations.getBlob, { name: 'library/app', digest })
 */
export function pathOf<O extends Operation>(
  operation: O,
  params: Record<Placeholders<O['path']>, string>,
): string {
  return operation.path.replace(/\{([^}]+)\}/g, (_, name: Placeholders<O['path']>) =>
    encodeURIComponent(params[name]).replaceAll('%2F', '/').replaceAll('%3A', ':'),
  )
}
