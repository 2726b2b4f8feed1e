import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Journeys start real programs; two at a time keeps a small machine honest.
    maxWorkers: 2,
    testTimeout: 30_000,
    // The operator's own settings must not reach a test.
    env: { NO_COLOR: '', FORCE_COLOR: '', CI: '' },
  },
});
