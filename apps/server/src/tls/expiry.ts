const DAY_MS = 86_400_000

/** Time enough to find out why a renewal did not happen. */
const SOON_MS = 14 * DAY_MS

/** What is to be said of a certificate that has run out or will soon; undefined when it is good for longer. */
export function expiryProblem(
  expires: Date,
  now = Date.now(),
): { readonly isOver: boolean; readonly message: string } | undefined {
  const left = expires.getTime() - now
  if (left > SOON_MS) return undefined
  const day = expires.toISOString()
  if (left <= 0)
    return { isOver: true, message: `the certificate ran out on ${day}: clients refuse it, renew it` }
  const days = Math.floor(left / DAY_MS)
  return { isOver: false, message: `the certificate runs out on ${day}, in ${days} days: renew it` }
}
