export { type Algorithm, algorithms, isAlgorithm } from './algorithm.ts'
export { algorithmOf, type Digest, DigestSyntaxError, isDigest, parseDigest, splitDigest } from './digest.ts'
export { createHasher, digestOf, type Hasher } from './hasher.ts'
export { createVerifier, DigestMismatchError, type Verifier, verifying } from './verify.ts'
