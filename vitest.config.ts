import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['vitest.setup.ts'],
    // Journeys start real programs; two at a time keeps a small machine honest.
    maxWorkers: 2,
    testTimeout: 30_000,
    // A forgotten `.only` would switch the rest off without a word.
    allowOnly: false,
  },
});
