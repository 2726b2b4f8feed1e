import { describe, expect, it } from 'vitest';
import { read } from '../support/read.ts';

describe('literals', () => {
  it.each<[string, object]>([
    [
      '- `ENV(chart-ver)`      0.25.1           (load-bearing)',
      { name: 'chart-ver', value: '0.25.1', note: 'load-bearing', perRebuild: false },
    ],
    [
      '- `ENV(fip)` per-rebuild (source ~/x.env)',
      { value: '', note: 'source ~/x.env', perRebuild: true },
    ],
    ['- `ENV(src)` n/a   (not used)', { value: '' }],
    ['- `ENV(ns)` magnum-<project-id>  (per project)', { value: '' }],
    ['- `ENV(image)` jammy (changes per rebuild; by name)', { value: 'jammy', perRebuild: true }],
    [
      '- `ENV(flavors)` master gp.mid (8/2) ; worker capi.node (4/2)',
      { value: 'master gp.mid', note: '(8/2) ; worker capi.node (4/2)' },
    ],
    ['- `ENV(x)` `two words`  (note)', { value: 'two words' }],
    ['- `ENV(bare)`', { value: '', note: '' }],
  ])('%s', (line, expected) => {
    expect(read('## Constants', line).literals).toMatchObject([{ line: 2, ...expected }]);
  });

  it('are list items: prose about one is none', () => {
    expect(read('`ENV(x)` is used below.', '', '- see `ENV(x)` above').literals).toEqual([]);
  });

  it('given twice count once, and the second is a problem', () => {
    const runbook = read('- `ENV(a-b)` 1', '- `ENV(a_b)` 2');
    expect(runbook.literals).toMatchObject([{ value: '1' }]);
    expect(runbook.problems).toMatchObject([{ line: 2 }]);
  });
});
