import { describe, expect, it } from 'vitest';
import { read } from '../support/read.ts';

const poll = (...said: readonly string[]) =>
  read(
    '## Step 8.2 -- Watch',
    '',
    '**POLL -- jumphost** every 30 s, at most 120 times',
    '```bash',
    'show',
    '```',
    '**GATE:** output contains `UP`.',
    ...said,
    '',
    '**CHECK (read-only) -- jumphost**',
    '```bash',
    'why',
    '```',
    '',
    '## Step 8.3 -- Next',
    '',
    '**RUN -- jumphost**',
    '```bash',
    'change',
    '```',
  );
const pollOf = (...said: readonly string[]) => poll(...said).steps[0]?.blocks[0]?.poll;

describe('MEANWHILE', () => {
  it('says how far the walk may go while a poll runs on', () => {
    expect(pollOf()?.meanwhile).toBeUndefined();
    expect(pollOf('**MEANWHILE:** go on.')?.meanwhile).toEqual({ upTo: undefined });
    expect(pollOf('**MEANWHILE:** the walk goes on.')?.meanwhile).toEqual({ upTo: undefined });
    for (const ref of ['step `8.3`', 'step 8.3', '`8.3`', '8.3'])
      expect(pollOf(`**MEANWHILE:** go on up to ${ref}.`)?.meanwhile).toEqual({ upTo: '8.3' });
    expect(pollOf('**MEANWHILE:** go on up to block `8.3/1`.')?.meanwhile).toEqual({
      upTo: '8.3/1',
    });
  });

  it('is reported when it is not understood, names nothing or speaks of no poll', () => {
    expect(poll('**MEANWHILE:** have a coffee.').problems).toMatchObject([
      { line: 8, message: 'MEANWHILE is not understood' },
    ]);
    expect(poll('**MEANWHILE:** go on up to step `8.9`.').problems).toMatchObject([
      { line: 4, message: 'MEANWHILE: no step or block here is `8.9`', nearest: '8.2' },
    ]);
    const run = read(
      '## Step 1',
      '',
      '**RUN -- jumphost**',
      '```bash',
      'x',
      '```',
      '**MEANWHILE:** go on.',
    );
    expect(run.problems.map(({ message }) => message)).toEqual([
      'MEANWHILE and DIAGNOSE speak of a block that is no POLL',
    ]);
    expect(run.steps[0]?.blocks[0]?.poll).toBeUndefined();
  });

  it('is prose in small letters', () => {
    expect(poll('Meanwhile: go on.', '**Meanwhile:** have a coffee.').problems).toEqual([]);
  });
});

describe('DIAGNOSE', () => {
  it('names checks, and takes them off the way', () => {
    const { steps, problems } = poll('**DIAGNOSE:** `8.2/2`.');
    expect(problems).toEqual([]);
    expect(steps[0]?.blocks[0]?.poll?.diagnose).toEqual(['8.2/2']);
    expect(steps[0]?.blocks.map(({ diagnosis }) => diagnosis)).toEqual([false, true]);
  });

  it('is reported when it names what changes something, nothing, or what is not there', () => {
    const messages = (said: string) => poll(said).problems.map(({ message }) => message);
    expect(messages('**DIAGNOSE:** `8.3/1`.')).toEqual(['DIAGNOSE: `8.3/1` is no CHECK']);
    expect(messages('**DIAGNOSE:** `8.2/7` and `8.2/2`.')).toEqual([
      'DIAGNOSE: no block here is `8.2/7`',
    ]);
    expect(messages('**DIAGNOSE:** look around.')).toEqual(['DIAGNOSE names no block']);
    expect(poll('**DIAGNOSE:** `8.3/1`.').steps[1]?.blocks[0]?.diagnosis).toBe(false);
  });
});
