import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { isTraining, playWalk } from '../../src/cli/autopilot-walk.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { atOnce } from '../../src/cli/training.ts';
import { newestAttempt, standingByRef } from '../../src/session/standing.ts';

it('the init of the vault in training is judged, and its output is kept nowhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-sensitive-training-'));
  const runtime = mkdtempSync('/dev/shm/handrail-sensitive-training-');
  vi.stubEnv('XDG_RUNTIME_DIR', runtime);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    for (const made of [folder, runtime]) rmSync(made, { recursive: true, force: true });
  });
  const walker = await beginSession({
    mode: 'training',
    runbooks: [openRunbook('runbooks/phase-02-vault.md')],
    stateDir: join(folder, 'state'),
    faults: [],
    pace: atOnce,
  });
  if (!isTraining(walker)) throw new Error('a training walk did not begin as one');
  await playWalk(walker, { routes: ['init'], attestYes: true });
  const { session } = walker.store.getState();
  const ref = 'phase-02-vault:2.1/2';
  const attempt = newestAttempt(session, ref);
  expect(attempt?.command.sensitive).toBe(true);
  expect(standingByRef(session, ref)).toBe('passed');
  await walker.idle();
  const number = attempt?.number ?? 0;
  expect(walker.output(number, { rows: 9, columns: 80, offset: 0 }).lines).toEqual([
    expect.stringMatching(/^its output, 1 line, \d\d bytes, is kept nowhere$/),
  ]);
  const own = join(folder, 'state', session.id, 'attempts', String(number).padStart(4, '0'));
  expect(statSync(join(own, 'stdout')).size).toBe(0);
  expect(readFileSync(join(folder, 'state', session.id, 'journal.jsonl'), 'utf8')).not.toContain(
    '{\\"shares\\":5,',
  );
  await walker.close();
  expect(existsSync(join(runtime, 'handrail', session.id))).toBe(false);
});
