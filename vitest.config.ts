import { defineConfig } from 'vitest/config'

// One process per file would cost 15 s for what takes 2 s in shared ones; every test owns its fixtures instead.
export default defineConfig({
  // The workspace's own packages are read as TypeScript source, so no build stands between an edit and a test.
  ssr: { resolve: { conditions: ['@berth/source', 'node', 'import', 'module', 'default'] } },
  test: {
    include: ['apps/*/test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 30_000,
    // Most of them wait, for processes that start and for the disk: a small machine has time for two files at a time.
    maxWorkers: 2,
  },
})
