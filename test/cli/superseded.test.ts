import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInIds } from '../../src/cli/built-in-runbooks.ts';
import { outlineText } from '../../src/cli/outline.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { supersededAmong, supersededBy, supersededWords } from '../../src/cli/superseded.ts';
import { sourcesFolder, sourcesAreHere } from '../runbooks/phase-07-document.ts';

function opened(name: string, text: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'handrail-superseded-')), name);
  writeFileSync(file, text);
  return openRunbook(file);
}

describe('a document that a built-in runbook replaced', () => {
  it('is told by its title, and by its file where it has none', () => {
    for (const document of [
      opened('any.md', '# Runbook 05 - the driver\n\n```bash\ntrue\n```\n'),
      opened('runbook-05.md', '```bash\ntrue\n```\n'),
    ])
      expect(supersededBy(document)).toMatchObject({
        by: { id: 'phase-07', title: 'Phase 07 -- Magnum conductor graft' },
        why: expect.stringContaining('driver 1.1.0') as string,
      });
  });

  it('is told by a value that only it gives', () => {
    const flat = opened('phase-07-old.txt', 'ENV(mgmt-fip) 10.12.7.40 (the API)\n');
    expect(supersededBy(flat)).toMatchObject({ by: { id: 'phase-07' } });
    expect(
      supersededBy(opened('phase-07.md', '# Phase 07\n\nENV(mgmt-fip) 10.12.7.41\n')),
    ).toBeUndefined();
  });

  it('is none of our own, nor any other document', () => {
    for (const id of builtInIds()) expect(supersededBy(openRunbook(id))).toBeUndefined();
    expect(supersededBy(opened('mine.md', '# Mine\n'))).toBeUndefined();
    expect(supersededAmong([opened('mine.md', '# Mine\n')])).toEqual([]);
  });

  it.skipIf(!sourcesAreHere).each(['runbook-05.md', 'phase-07-older-flattened.txt'])(
    'is %s of the sources',
    (name) => {
      const file = join(sourcesFolder, name);
      expect(existsSync(file)).toBe(true);
      expect(supersededBy(openRunbook(file))).toMatchObject({ by: { id: 'phase-07' } });
    },
  );

  it.skipIf(!sourcesAreHere).each(['phase-07.md', 'phase-08.md', 'appendix-a.md'])(
    'is not %s of the sources',
    (name) => {
      expect(supersededBy(openRunbook(join(sourcesFolder, name)))).toBeUndefined();
    },
  );

  it('stands at the head of its outline, in lines that fit', () => {
    const document = opened('runbook-05.md', '# Runbook 05\n\n```bash\ntrue\n```\n');
    const superseded = supersededBy(document);
    if (superseded === undefined) throw new Error('it is not known');
    const sentence = supersededWords(superseded);
    const lines = outlineText(document.runbook, 60, sentence).split('\n');
    const end = lines.indexOf('', 2);
    expect(lines.slice(2, end).join(' ')).toBe(sentence);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});
