import { describe, expect, it } from 'vitest';
import { createBashRunner } from '../../../src/session/effects/run-block.ts';
import { secretWalk } from './support/secret-walk.ts';

const canary = 'canary-5f1d-sesame';

/** A walk on real bash whose one block is given a secret at its prompt. */
function walkOf(script: string) {
  const document = [
    '# Book\n\n## Step 1 -- ask\n\n**SECRET -- jumphost**\n```bash',
    script,
    '```\n\n**INPUT:** `word` at `Password:`. **GATE:** output contains `done`.\n',
  ].join('\n');
  const runner = createBashRunner({
    env: { PATH: process.env['PATH'] },
    cwd: '/',
    graceMilliseconds: 400,
    patience: { unnamed: 300, echo: 300 },
  });
  return secretWalk([], { document, runner });
}

async function given(script: string) {
  const walk = await walkOf(script);
  expect(await walk.run('1/1')).toBeUndefined();
  expect(await walk.give(canary)).toBeUndefined();
  return walk;
}

describe('a walk that is asked for a secret at a prompt', () => {
  it('types it there, and passes', async () => {
    const walk = await given('IFS= read -rsp "Password: " x; echo; echo "done ${#x}"');
    expect(walk.attempt()).toMatchObject({
      outcome: { type: 'exited', status: 0 },
      rounds: [{ state: 'done 18' }],
    });
    expect(walk.view().session.notes).toEqual([]);
    expect(walk.traces()).not.toContain('canary-5f1d');
  });

  it('notes that its program showed it', async () => {
    const walk = await given('IFS= read -rsp "Password: " x; echo "done with $x"');
    expect(walk.attempt()?.outcome).toEqual({ type: 'exited', status: 0 });
    expect(walk.view().session.notes).toMatchObject([
      { block: 'book:1/1', text: expect.stringMatching(/showed a secret.*replace/) as string },
    ]);
    expect(walk.traces()).not.toContain('canary-5f1d');
  });

  it('says whole why it was stopped', async () => {
    const asked = await given('read -rsp "Token: " x; echo done');
    expect(asked.attempt()?.outcome).toMatchObject({
      why: 'it asked `Token`, which the runbook does not name, so nothing was typed there and it was stopped',
    });
    const shown = await given('read -rp "Password: " x; echo done');
    expect(shown.attempt()?.outcome).toMatchObject({
      why: 'it asked `Password` and would have shown what is typed, so nothing was typed there and it was stopped',
    });
  });
});
