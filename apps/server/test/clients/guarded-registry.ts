import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openFilesystemStorage } from '@berth/storage'
import { mintToken } from '../../src/access/token-text.ts'
import { hashPassword } from '../../src/access/users/hash-password.ts'
import { type Registry, startBerth, target } from './registry.ts'
import { Unavailable } from './report.ts'

/** Who logs in, and as whom the registry knows them then. */
export type Account = { readonly user: string; readonly password: string; readonly principal: string }

const user = (name: string): Account => ({
  user: name,
  password: `the password of ${name}`,
  principal: `user:${name}`,
})

const tokens = { puller: mintToken(), pusher: mintToken() }

/** A robot shows its token as a password, and may call itself what it likes. */
const robot = (name: keyof typeof tokens): Account => ({
  user: 'any',
  password: tokens[name].text,
  principal: `robot:${name}`,
})

export const accounts = {
  /** May pull and push everywhere. */
  alice: user('alice'),
  /** May pull from `team/**`. */
  reader: user('reader'),
  /** The same, by the scope of its token. */
  puller: robot('puller'),
  /** May pull and push in `team/**`, and nothing elsewhere but what everybody may. */
  pusher: robot('pusher'),
} as const

const scopes = { puller: ['pull:team/**'], pusher: ['pull,push:team/**'] }

const config = `access:
  users: users.htpasswd
  rules:
    - { who: anonymous, repositories: public/**, actions: pull }
    - { who: alice, repositories: [public/**, team/**, secret/**], actions: [pull, push] }
    - { who: reader, repositories: team/**, actions: pull }
`

/** A Berth in which everybody may pull from `public/**`, and {@link accounts} may do more. */
export async function openGuardedRegistry(): Promise<Registry> {
  if (target !== undefined) throw new Unavailable('needs a Berth with users of its own, not BERTH_TARGET')
  return await startBerth(config, async (dir) => {
    const lines = [accounts.alice, accounts.reader].map(
      (who) => `${who.user}:${hashPassword(who.password)}\n`,
    )
    await writeFile(join(dir, 'users.htpasswd'), lines.join(''))
    const storage = await openFilesystemStorage(join(dir, 'data'))
    try {
      for (const [name, { id, secretHash }] of Object.entries(tokens)) {
        const token = {
          id,
          name,
          secretHash,
          scopes: scopes[name as keyof typeof scopes],
          createdBy: 'operator',
        }
        await storage.access.createToken(token)
      }
    } finally {
      await storage.close()
    }
  })
}
