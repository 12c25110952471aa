/** What is true now, and only now. */
export const UNCACHED = { 'Cache-Control': 'no-store' }
