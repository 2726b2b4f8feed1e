import { describe, expect, it } from 'vitest';
import { buildCommand, cautionsOf } from '../../src/steps/command.ts';
import { cautionVariable } from '../../src/steps/caution.ts';
import { read } from '../support/read.ts';

const documentWith = (object: string) =>
  read(
    '- `ENV(cluster-name)` capi-test-1',
    '',
    '## Step 1',
    '**CHECK (read-only) -- jumphost**',
    '```bash',
    'kubectl get openstackcluster -o name',
    '```',
    '**CAPTURE:** `stuck` is line 1 of the output.',
    '',
    `> **CAUTION:** this cuts \`${object}\` loose.`,
    '',
    '**RUN -- jumphost**',
    '```bash',
    'patch it',
    '```',
  );

const given = (captures: Record<string, string>) => ({
  literals: { 'cluster-name': 'capi-test-1' },
  captures,
});

function secondOf(object: string) {
  const runbook = documentWith(object);
  const block = runbook.steps[0]?.blocks[1];
  if (block === undefined) throw new Error('no second block');
  return { runbook, block };
}

describe('a caution whose object is the value of a name', () => {
  it('is told by the dollar before a small name, and by that alone', () => {
    expect(cautionVariable({ object: '$stuck' })).toBe('stuck');
    for (const object of ['stuck', '$STUCK', '$1', '$stuck/0', '/etc/$stuck', '$', '$(date)'])
      expect(cautionVariable({ object })).toBeUndefined();
  });

  it('has the value of a capture typed, and shows it in its words', () => {
    const { runbook, block } = secondOf('$stuck');
    expect(cautionsOf(runbook, block, given({ stuck: 'capi-a-$&-1' }))).toMatchObject([
      { object: 'capi-a-$&-1', text: 'this cuts `capi-a-$&-1` loose.' },
    ]);
  });

  it('has the value of a literal typed, by the name that blocks read it by', () => {
    const { runbook, block } = secondOf('$cluster_name');
    expect(cautionsOf(runbook, block, given({}))).toMatchObject([{ object: 'capi-test-1' }]);
    expect(runbook.problems).toEqual([]);
  });

  it('keeps its block from being run while there is no value: then nothing can be typed', () => {
    const { runbook, block } = secondOf('$stuck');
    expect(buildCommand(runbook, block, given({})).missing).toEqual(['stuck']);
    expect(cautionsOf(runbook, block, given({}))).toMatchObject([
      { object: '', text: 'this cuts `$stuck` loose.' },
    ]);
    expect(buildCommand(runbook, block, given({ stuck: 'a' })).missing).toEqual([]);
  });

  it('is a problem of the document when nothing in it gives the name', () => {
    const { runbook, block } = secondOf('$stuk');
    expect(runbook.problems).toMatchObject([
      {
        line: 10,
        message: 'CAUTION: no literal or capture here gives `$stuk`',
        nearest: '`$stuck`',
      },
    ]);
    expect(cautionsOf(runbook, block, given({ stuck: 'a' }))).toMatchObject([{ object: '$stuk' }]);
  });
});
