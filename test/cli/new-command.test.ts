import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { writeRunbook } from '../../src/cli/new-command.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { runbookTemplate } from '../../src/cli/runbook-template.ts';
import { lintRunbook } from '../../src/lint/lint-runbook.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { canMount, smallDisk } from '../support/small-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-new-'));

/** What it printed. */
function written(file: string | undefined): string {
  const said: string[] = [];
  const print = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  try {
    expect(writeRunbook(file)).toBe(0);
  } finally {
    print.mockRestore();
  }
  return said.join('');
}

describe('handrail new', () => {
  it('writes a runbook that is read without a problem, and holds each kind of sentence', () => {
    const file = join(folder, 'restart-the-api.md');
    const said = written(file);
    for (const command of ['outline', 'lint', 'train', 'walk'])
      expect(said).toContain(`${command} ${file}`);
    const { runbook } = openRunbook(file);
    expect(runbook).toMatchObject({
      id: 'restart-the-api',
      title: 'Restart the api',
      problems: [],
      other: [],
    });
    const blocks = runbook.steps.flatMap((step) => step.blocks);
    expect(blocks.map(({ kind }) => kind)).toEqual(['check', 'run', 'poll', 'rollback']);
    expect(blocks.every(({ gates }) => gates.every(({ type }) => type === 'machine'))).toBe(true);
    expect(runbook.literals.map(({ name }) => name)).toEqual(['juju-model', 'service']);
    expect(blocks[1]?.cautions).toHaveLength(1);
    expect(runbook.steps.map(({ role }) => role)).toEqual([
      'prerequisites',
      'step',
      'step',
      'rollback',
      'exit-gate',
    ]);
  });

  it.each([
    ['a  b__c.md', 'A b c'],
    ['7.2 #`*x*` <b>.MD', '7.2 x b'],
    ['--.md', 'Runbook'],
    ['wiederherstellung-größe.md', 'Wiederherstellung größe'],
  ])('makes a title of the name %j', (name, title) => {
    const file = join(folder, name);
    written(file);
    const { runbook } = openRunbook(file);
    expect(runbook).toMatchObject({ title, problems: [] });
  });

  it('writes over nothing', () => {
    const file = join(folder, 'mine.md');
    writeFileSync(file, 'mine');
    expect(() => writeRunbook(file)).toThrow(/mine\.md is there already, and was left as it is/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('says in one sentence what is wrong with a name', () => {
    mkdirSync(join(folder, 'd.md'));
    for (const [name, says] of [
      ['', /is given no file/],
      ['  ', /is given no file/],
      [join(folder, 'x'), /is no name for a runbook; it ends in \.md/],
      [join(folder, '.md'), /is no name for a runbook/],
      [`${folder}/`, /is a folder; name a file in it/],
      [join(folder, 'd.md'), /is there already/],
      [join(folder, 'none', 'x.md'), /the folder .*none is not there/],
      [join(folder, 'mine.md', 'x.md'), /part of the path is a file/],
    ] as const)
      expect(() => writeRunbook(name)).toThrow(says);
  });

  it.runIf(canMount)('leaves nothing half written where there is no room or no leave', () => {
    const disk = smallDisk('64k');
    const file = join(disk.folder, 'x.md');
    disk.fill();
    expect(() => writeRunbook(file)).toThrow(/can not be written: the disk is full/);
    expect(existsSync(file)).toBe(false);
    disk.readOnly(true);
    expect(() => writeRunbook(file)).toThrow(/the file system is read-only/);
    disk.remove();
  });

  it('writes what lint finds nothing in', () => {
    const text = runbookTemplate('A');
    expect(lintRunbook(text, readRunbook(text, 'a.md'))).toEqual([]);
  });
});
