import { mkdirSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeRun } from '../../../src/session/effects/evidence.ts';
import { emptySession } from '../../../src/session/session.ts';
import { stepWith } from '../../support/read.ts';

const FORMS = [
  '**GATE:** output does not contain `DOWN`.',
  '',
  '**GATE:** error output is empty.',
  '',
  '**CAPTURE:** `found` is line 1 of the output.',
];

/** What the gates say of a run that ended well and left these files. */
function judged(leave: (folder: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-evidence-'));
  leave(folder);
  const { runbook, block } = stepWith(...FORMS);
  return judgeRun(emptySession([runbook]), block, folder, { type: 'exited', status: 0 });
}

function whole(folder: string): void {
  writeFileSync(join(folder, 'stdout'), 'fine\n');
  writeFileSync(join(folder, 'stderr'), '');
}

describe('gates fail closed, and nothing is captured', () => {
  it.each<[string, string, (folder: string) => void]>([
    ['no file is left', 'stdout is gone', () => undefined],
    ['the output is gone', 'stdout is gone', (folder) => writeFileSync(join(folder, 'stderr'), '')],
    [
      'the error output is gone',
      'stderr is gone',
      (folder) => writeFileSync(join(folder, 'stdout'), 'fine\n'),
    ],
    [
      'a folder stands where the output should',
      'stdout is gone',
      (folder) => mkdirSync(join(folder, 'stdout')),
    ],
    [
      'the output is larger than can be judged',
      'larger than 64 MiB',
      (folder) => {
        whole(folder);
        truncateSync(join(folder, 'stdout'), 65 * 1024 * 1024);
      },
    ],
  ])('when %s', (_, reason, leave) => {
    const { verdicts, captures, captureFailures } = judged(leave);
    expect(verdicts.map(({ answer }) => answer)).toEqual(['could-not-tell', 'could-not-tell']);
    expect(verdicts[0]?.why).toContain(reason);
    expect(captures).toEqual({});
    expect(captureFailures[0]).toContain(reason);
  });
});

it('an output that is there and empty is an output', () => {
  const { verdicts, captures } = judged(whole);
  expect(verdicts.map(({ answer }) => answer)).toEqual(['yes', 'yes']);
  expect(captures).toEqual({ found: 'fine' });
});

describe('an output of any size', () => {
  it('does not keep a gate that speaks of the exit status alone from being judged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-evidence-'));
    whole(folder);
    truncateSync(join(folder, 'stdout'), 65 * 1024 * 1024);
    const { runbook, block } = stepWith('**GATE:** exit status is 0.');
    const answers = [0, 1].map((status) =>
      judgeRun(emptySession([runbook]), block, folder, { type: 'exited', status }).verdicts.map(
        ({ answer }) => answer,
      ),
    );
    expect(answers).toEqual([['yes'], ['no']]);
  });
});

describe('an output that was cut at its limit', () => {
  const after = (gates: readonly string[], names: readonly string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-evidence-'));
    whole(folder);
    for (const name of names) writeFileSync(join(folder, `${name}.cut`), '');
    const { runbook, block } = stepWith(...gates);
    return judgeRun(emptySession([runbook]), block, folder, { type: 'exited', status: 0 });
  };

  it('is judged by no gate that reads it, and gives no capture; the exit status is still judged', () => {
    const gates = ['**GATE:** exit status is 0.', '', ...FORMS];
    const { verdicts, captures, captureFailures } = after(gates, ['stdout']);
    const why = 'its output grew past the limit and was cut, so what it printed can not be judged';
    expect(verdicts.map(({ answer }) => answer)).toEqual([
      'yes',
      'could-not-tell',
      'could-not-tell',
    ]);
    expect(verdicts[1]?.why).toBe(why);
    expect(captures).toEqual({});
    expect(captureFailures).toEqual([`found: ${why}`]);
  });

  it('is named by its stream', () => {
    expect(after(FORMS, ['stdout', 'stderr']).verdicts[0]?.why).toContain(
      'its output and its error output grew',
    );
  });
});
