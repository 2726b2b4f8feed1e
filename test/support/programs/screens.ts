/** The screens on a real terminal over a walk that does nothing: for tests of the terminal itself. */
import { writeFileSync } from 'node:fs';
import { runApp } from '../../../src/screens/run-app.tsx';
import { HiddenEntry } from '../../../src/secrets/hidden-entry.ts';
import { fakeWalker } from '../fake-walker.ts';
import { passedAttempt, sampleSession } from '../sample-runbook.ts';

const output = process.env.TEST_OUTPUT_FILE ?? '';
if (output !== '') writeFileSync(output, 'the whole output\n');

const walker = fakeWalker({
  session: sampleSession({
    mode: process.env.TEST_MODE === 'real' ? 'real' : 'training',
    attempts: [passedAttempt('tiny:7.0/1', 1)],
  }),
  outputs: { 1: ['the whole output'] },
  exported: output,
});

if (process.env.TEST_CRASH === '1')
  setTimeout(() => {
    throw new Error('This screen broke on purpose.');
  }, 300);

const opened = { walker };
const { lines } = await runApp({
  ...(process.env.TEST_HOME === '1' ? {} : { opened }),
  home: () => ({
    sessions: [],
    runbooks: [{ id: 'tiny', title: 'Tiny graft' }],
    version: '0.0.0',
  }),
  open: async () => opened,
  resume: async () => opened,
  watch: async () => opened,
  hidden: new HiddenEntry(),
  stdin: process.stdin,
  stdout: process.stdout,
  env: process.env,
});
process.stdout.write(lines.map((line) => `${line}\n`).join(''));
process.exit(0);
