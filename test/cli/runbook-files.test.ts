import { chdir, cwd } from 'node:process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builtInIds, matchBuiltIn } from '../../src/cli/built-in-runbooks.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { runHandrail } from '../support/built.ts';

describe('the beginning of a built-in id', () => {
  const ids = ['phase-02-vault', 'phase-07', 'phase-07-graft', 'phase-08-a', 'phase-08-b'];

  it('names the one built-in that begins with it and a dash', () => {
    expect(matchBuiltIn('phase-02', ids)).toEqual({ type: 'one', id: 'phase-02-vault' });
  });

  it('never hides an id that is exactly so', () => {
    expect(matchBuiltIn('phase-07', ids)).toEqual({ type: 'one', id: 'phase-07' });
  });

  it('names both where it begins two', () => {
    expect(matchBuiltIn('phase-08', ids)).toEqual({
      type: 'several',
      ids: ['phase-08-a', 'phase-08-b'],
    });
  });

  it.each(['', '-', 'phase-0', 'phase-02-', 'phase-02-v', 'phase-99', 'PHASE-02'])(
    'is none where no dash of an id follows: %j',
    (name) => {
      expect(matchBuiltIn(name, ids)).toEqual({ type: 'none' });
    },
  );
});

describe('opening a built-in by the beginning of its id', () => {
  const here = cwd();
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'handrail-short-'));
    chdir(folder);
  });
  afterEach(() => rmSync(join(folder, 'phase-02'), { recursive: true, force: true }));
  afterAll(() => chdir(here));

  it('keeps the whole id', () => {
    expect(builtInIds()).toContain('phase-02-vault');
    expect(openRunbook('phase-02').runbook.id).toBe('phase-02-vault');
  });

  it('says so when several are meant', () => {
    expect(builtInIds().filter((id) => id.startsWith('phase-')).length).toBeGreaterThan(1);
    expect(() => openRunbook('phase')).toThrow(
      /^phase is the beginning of several built-in runbooks, phase-02-vault(, phase-\S+)* and phase-\S+; name the one you mean\.$/,
    );
  });

  it('does not choose between a file of that name and the built-in', () => {
    writeFileSync('phase-02', '# A\n');
    expect(() => openRunbook('phase-02')).toThrow(
      'phase-02 is a file here, and begins the built-in phase-02-vault; name ./phase-02 or phase-02-vault.',
    );
    expect(openRunbook('./phase-02').runbook.title).toBe('A');
    expect(openRunbook('phase-02-vault').runbook.id).toBe('phase-02-vault');
  });

  it('does not step over a link that leads nowhere but to itself', () => {
    symlinkSync('phase-02', 'phase-02');
    expect(() => openRunbook('phase-02')).toThrow(/is a file here/);
  });

  it('is not hindered by a folder of that name', () => {
    mkdirSync('phase-02');
    expect(openRunbook('phase-02').runbook.id).toBe('phase-02-vault');
  });
});

describe('the beginning of an id on the command line', () => {
  const state = mkdtempSync(join(tmpdir(), 'handrail-short-state-'));
  const run = (...args: readonly string[]) =>
    runHandrail([...args, '--state-dir', state], { cwd: state });

  it('opens the runbook of that id', () => {
    expect(run('outline', 'phase-02').stdout).toMatch(/^phase-02-vault {2}/);
  });

  it('is no second runbook beside the whole id', () => {
    const { status, stderr } = run('train', '--autopilot', 'phase-02', 'phase-02-vault');
    expect(status).toBe(2);
    expect(stderr).toContain('phase-02-vault is named twice; a walk holds each runbook once.');
  });

  it('is a runbook where a command was expected', () => {
    expect(run('phase-02').stderr).toContain(
      'phase-02 is a runbook, not a command; walk it with: handrail walk phase-02',
    );
  });

  it('is told by the files that were meant, when no built-in begins with it', () => {
    expect(run('train', 'phase-99').stderr).toContain(
      'No such file or built-in runbook: phase-99. Built in: phase-02-vault',
    );
  });
});
