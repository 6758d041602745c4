import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: [
      'packages/*/src/**/test/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'examples/**/test/**/*.test.ts',
      'scripts/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    // Frontends that are read, with tests of their own that are not run.
    exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**', '**/mini/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
