/**
 * The digest algorithms registered by the OCI image specification (descriptor.md, "Registered Algorithms") that
 * Berth stores content under. `hexLength` is the length of the encoded part, in characters.
 */
export const algorithms = {
  sha256: { hexLength: 64 },
  sha512: { hexLength: 128 },
} as const

export type Algorithm = keyof typeof algorithms

/** Whether `name` is an algorithm content can be stored under. */
export function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(algorithms, name)
}
