import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../src/cli/json-text.ts';
import { outlineJson } from '../../src/cli/outline.ts';
import { readDocument } from '../../src/cli/read-document.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { runHandrail } from '../support/built.ts';

const ours = 'runbooks/phase-07.md';
const asRead = (file: string) =>
  `${jsonText({ ...outlineJson(readRunbook(readFileSync(file), file)), supersededBy: null })}\n`;

describe('a document of ours, read when the program was built', () => {
  it('is what reading it now gives, to the last field', () => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-ahead-'));
    const copy = join(folder, 'copy.md');
    copyFileSync(ours, copy);
    expect(runHandrail(['outline', copy, '--json']).stdout).toBe(asRead(copy));
  });

  it('is read anew when a byte of it has changed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-ahead-'));
    const changed = join(folder, 'phase-07.md');
    writeFileSync(changed, readFileSync(ours, 'utf8').replace('TCP-OK', 'TCP-FINE'));
    const { stdout } = runHandrail(['outline', changed, '--json']);
    expect(stdout).toContain('TCP-FINE');
    expect(stdout).toBe(asRead(changed));
  });

  it('is always read anew in a checkout, where the reader may be newer than any build', () => {
    expect(readDocument(readFileSync(ours), ours)).toEqual(readRunbook(readFileSync(ours), ours));
  });
});
