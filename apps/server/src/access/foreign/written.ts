import { z } from 'zod'
import { isPublicUrl, isSafeUrl } from '../../config/address.ts'
import { TOKEN_SERVER } from './token-server.ts'

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/
/** Fit to stand between quotes in a challenge. */
const QUOTABLE = /^[\x20\x21\x23-\x5b\x5d-\x7e]{1,255}$/

const isPath = (text: string) => /^[^\0]+$/.test(text)
/** A URL has a scheme and may be fetched; everything else is a path. */
const isKeysPlace = (text: string) => (text.includes('://') ? isSafeUrl(text) : isPath(text))

/** A provider of workloads as it is written in the configuration. */
const workloadSchema = z.strictObject({
  name: z
    .string()
    .regex(NAME)
    .refine((name) => name !== TOKEN_SERVER),
  issuer: z.string().refine((text) => isSafeUrl(text) && isPublicUrl(text)),
  audience: z.string().min(1).max(1024),
  jwks: z.string().refine(isKeysPlace).optional(),
})

export type WrittenWorkload = Readonly<z.output<typeof workloadSchema>>

/** Several; none like another, or it could not be told which a token, or a rule, is of. */
export const workloadsSchema = z.array(workloadSchema).superRefine((workloads, context) => {
  for (const [index, workload] of workloads.entries()) {
    for (const key of ['name', 'issuer'] as const) {
      if (workloads.findIndex((other) => other[key] === workload[key]) < index)
        context.addIssue({ code: 'custom', path: [index, key], message: 'there is another one' })
    }
  }
})

/** What is expected of each key of an entry. */
export const workloadParts = {
  name: `a name no other entry has, such as github: lower-case letters, digits, . _ -, and not ${TOKEN_SERVER}`,
  issuer:
    'an https URL no other entry has (http only on this machine), without user, query and fragment, exactly as the tokens write it',
  audience: 'what the tokens have to be for, such as registry.example',
  jwks: 'an https URL (http only on this machine) or a file of the keys',
}

/** A token server as it is written in the configuration. */
export const tokenServerSchema = z
  .strictObject({
    realm: z.string().refine((text) => URL.canParse(text) && /^https?:/.test(text) && QUOTABLE.test(text)),
    issuer: z.string().min(1).max(1024),
    service: z.string().regex(QUOTABLE),
    jwks: z.string().refine(isKeysPlace).optional(),
    certificates: z.string().refine(isPath).optional(),
  })
  .refine(({ jwks, certificates }) => jwks !== undefined || certificates !== undefined)

export type WrittenTokenServer = Readonly<z.output<typeof tokenServerSchema>>

export const tokenServerParts = {
  realm: 'the http or https URL clients get tokens from',
  issuer: 'who has signed the tokens, exactly as they write it',
  service: 'what this registry is called there: printable ASCII without quotes and backslashes',
  jwks: 'an https URL (http only on this machine) or a file of the keys',
  certificates: 'a PEM file of certificates',
}
