import { describe, expect, it } from 'vitest';
import { changesOf, kindsOf } from './support/kinds.ts';

const reads = ['```bash', 'kubectl get pods', '```'];
const changes = ['```bash', 'kubectl delete pod x', '```'];

describe('a block without a label', () => {
  it('is a check when all of its commands only read', () => {
    expect(kindsOf('## Look', ...reads, ...changes)).toEqual(['check', 'run']);
    expect(changesOf('## Look', ...reads, ...changes)).toEqual([false, true]);
  });

  it('is what its label says, when there is one', () => {
    expect(kindsOf('## Look', '**RUN -- jumphost**', '', ...reads)).toEqual(['run']);
    expect(kindsOf('## Look', '**CHECK -- jumphost**', '', ...changes)).toEqual(['check']);
  });

  it('may change something where the document warns of it', () => {
    expect(kindsOf('## DESTRUCTIVE: look', ...reads)).toEqual(['run']);
    expect(kindsOf('## Look', '> **CAUTION:** this hurts.', '', ...reads)).toEqual(['run']);
    expect(kindsOf('## Look', ...reads, '', '!!! DESTRUCTIVE: this hurts.')).toEqual(['run']);
  });

  it('takes back what was done in a rollback, and is a fallback by its first comment', () => {
    expect(kindsOf('## Rollback', ...reads)).toEqual(['rollback']);
    expect(kindsOf('## Look', '```bash', '# FALLBACK ONLY', 'ls', '```')).toEqual(['fallback']);
  });

  it('is a poll when a sentence says so and it only reads', () => {
    const poll = ['', '**POLL:** every 20 s, at most 40 times.', '**GATE:** exit status is 0.', ''];
    expect(kindsOf('## Look', ...reads, ...poll)).toEqual(['poll']);
    expect(kindsOf('## Look', ...changes, ...poll)).toEqual(['run']);
  });

  it('is a check with a placeholder in it, and none where the placeholder decides', () => {
    expect(kindsOf('## Look', '```bash', 'kubectl get pods -n <namespace>', '```')).toEqual([
      'check',
    ]);
    expect(kindsOf('## Look', '```bash', 'kubectl <verb> pods', '```')).toEqual(['run']);
  });

  it('may change something where the document has a function by the name of what it calls', () => {
    const own = ['```bash', 'kubectl() { ssh jump kubectl "$@"; }', '```'];
    expect(kindsOf('## Look', ...own, ...reads, '```bash', 'ls', '```')).toEqual([
      'run',
      'run',
      'check',
    ]);
    expect(kindsOf('## Look', ...reads, '```bash', 'function kubectl { rm x; }', '```')).toEqual([
      'run',
      'run',
    ]);
    const other = ['```bash', 'look() { kubectl get nodes; }', '```'];
    expect(kindsOf('## Look', ...other, ...reads)).toEqual(['check', 'check']);
  });
});
