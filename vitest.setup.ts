import { mkdtempSync, rmSync } from 'node:fs';
import { afterAll } from 'vitest';

// The operator's own settings must not reach a test. Unset, not emptied: chalk takes an empty FORCE_COLOR for "colours".
for (const name of ['NO_COLOR', 'FORCE_COLOR', 'CI', 'HANDRAIL_DEBUG']) delete process.env[name];

// Real walks keep in memory what blocks leave; that of a test goes with the test.
const runtime = mkdtempSync('/dev/shm/handrail-tests-');
process.env['XDG_RUNTIME_DIR'] = runtime;
afterAll(() => rmSync(runtime, { recursive: true, force: true }));

// Nor may a walk of a test meet what the operator's keyring remembers: tests about it name the one they mean.
process.env['HANDRAIL_KEYRING'] = 'none';
