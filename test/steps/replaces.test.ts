import { describe, expect, it } from 'vitest';
import { replacedIn } from '../../src/steps/replaces.ts';
import { read } from '../support/read.ts';

const runbook = (said: string) => read('# X', '', said);

describe('REPLACES', () => {
  it('names an older document, by its name or by what it says, and why', () => {
    const { replaces, problems } = runbook(
      '**REPLACES:** `Runbook 05` because it installs `1.1.0`; see 7.3b.\n\n**REPLACES:** `the flat copy` that says `ENV(ip) 10.0.0.1`, because its lines are lost.',
    );
    expect(problems).toEqual([]);
    expect(replaces).toEqual([
      { line: 3, name: 'Runbook 05', says: undefined, why: 'it installs 1.1.0; see 7.3b' },
      { line: 5, name: 'the flat copy', says: 'ENV(ip) 10.0.0.1', why: 'its lines are lost' },
    ]);
  });

  it.each([
    [
      '**REPLACES:** runbook 05 because it is old.',
      'REPLACES does not say which document, and why',
    ],
    ['**REPLACES:** `Runbook 05`.', 'REPLACES does not say which document, and why'],
    [
      '**REPLACES:** `05` because it is old.',
      'the name of what is replaced has at least 4 characters',
    ],
    [
      '**REPLACES:** `Runbook 05` that says `old` because it is old.',
      'what a replaced document says has at least 8 characters',
    ],
  ])('is reported with its form: %s', (said, message) => {
    const { replaces, problems } = runbook(said);
    expect(replaces).toEqual([]);
    expect(problems).toMatchObject([
      {
        topic: 'sentence-not-understood',
        line: 3,
        message,
        nearest: expect.stringContaining('REPLACES') as string,
      },
    ]);
  });

  it('is prose in small letters', () => {
    expect(runbook('**Replaces:** the old one.')).toMatchObject({ replaces: [], problems: [] });
    expect(runbook('Replaces: x.')).toMatchObject({ replaces: [], problems: [] });
  });
});

describe('the document that a sentence speaks of', () => {
  const { replaces } = runbook(
    '**REPLACES:** `Runbook 05` because a.\n\n**REPLACES:** `the flat copy` that says `ENV(mgmt-fip) 10.0.0.1` because b.',
  );
  const found = (title: string, id: string, text = '') =>
    replacedIn({ replaces }, { title, id }, text)?.why;

  it.each([
    ['Runbook 05', 'x'],
    ['Runbook 05 — Magnum CAPI Helm driver install', 'x'],
    ['RUNBOOK-05: the driver', 'x'],
    ['x', 'runbook-05'],
    ['x', 'runbook_05_old'],
  ])('is known by the beginning of its title or file name: %s, %s', (title, id) => {
    expect(found(title, id)).toBe('a');
  });

  it.each([
    ['Runbook 050', 'x'],
    ['Runbook 0', 'x'],
    ['After Runbook 05', 'x'],
    ['', 'my-runbook-05'],
  ])('is not another: %s, %s', (title, id) => {
    expect(found(title, id)).toBeUndefined();
  });

  it('is known by what it says, however its marks and blanks stand', () => {
    for (const text of [
      'x ENV(mgmt-fip) 10.0.0.1 y',
      '- `ENV(mgmt-fip)`   10.0.0.1',
      'ENV(mgmt-fip)\n10.0.0.1',
    ])
      expect(found('x', 'x', text)).toBe('b');
    expect(found('the flat copy', 'x', 'ENV(mgmt-fip) 10.0.0.2')).toBeUndefined();
  });
});
