import { describe, expect, it } from 'vitest';
import { changeWords, environmentRows, lostNamesRead } from '../../src/session/environment-rows.ts';
import { emptyEnvironment } from '../../src/session/environment.ts';
import { locate, type Located } from '../../src/session/refs.ts';
import { sampleSession } from '../support/sample-runbook.ts';

const session = sampleSession({
  environment: {
    names: { B: 'tiny:7.0/1', A: 'tiny:7.1/1' },
    folder: { path: '/srv', block: 'tiny:7.1/1' },
    options: { '+nounset': 'tiny:7.0/1' },
    lost: { MGMT_FIP: 'tiny:7.0/1', 'greet()': 'tiny:7.0/1' },
  },
});

function reading(text: string): readonly string[] {
  const located = locate(session, 'tiny:7.0/1');
  if (located === undefined) throw new Error('no block');
  const block = { ...located.block, text, place: { type: 'jumphost' } } as Located['block'];
  return lostNamesRead(session, { ...located, block }).map(({ name }) => name);
}

describe('what is carried, as rows', () => {
  it('begins with what is missing, each with its block', () => {
    expect(environmentRows(session).map(({ type, name }) => `${type} ${name}`)).toEqual([
      'missing MGMT_FIP',
      'missing greet()',
      'folder /srv',
      'option +nounset',
      'name A',
      'name B',
    ]);
    expect(environmentRows({ ...session, environment: emptyEnvironment })).toEqual([]);
  });
});

describe('a block that reads what is missing', () => {
  it.each([
    ['ping "$MGMT_FIP"', ['MGMT_FIP']],
    ['ping ${MGMT_FIP:?}; greet', ['MGMT_FIP', 'greet()']],
    ['$MGMT_FIP', ['MGMT_FIP']],
    ['echo \\$MGMT_FIP $MGMT_FIP2 MGMT_FIP greeting regreet', []],
  ])('is known by its text: %s', (text, names) => {
    expect(reading(text)).toEqual(names);
  });
});

it('is nothing to a block in a scope, which starts clean', () => {
  const located = locate(session, 'tiny:7.0/1');
  if (located === undefined) throw new Error('no block');
  const block = { ...located.block, text: '$MGMT_FIP', scope: 'admin' };
  const scopes = [{ name: 'admin', lines: ['true'], line: 1 }];
  const runbook = { ...located.runbook, scopes };
  expect(lostNamesRead(session, { ...located, runbook, block })).toEqual([]);
  expect(lostNamesRead(session, { ...located, block })).toHaveLength(1);
});

describe('what a block did, in words', () => {
  it('names a few of each kind, and how many there are more', () => {
    const change = {
      set: ['A', 'B', 'C'],
      changed: [],
      unset: ['D'],
      folder: '/srv',
      options: ['-errexit'],
    };
    expect(changeWords(change, 2)).toBe(
      'set A, B and 1 more; unset D; folder /srv; options -errexit',
    );
    expect(changeWords({ ...change, set: [], unset: [], folder: undefined, options: [] }, 2)).toBe(
      '',
    );
  });
});
