import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builtHandrail, runHandrail } from '../support/built.ts';
import { hasPty, startOnPty, type Pty } from '../support/pty.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-superseded-'));
const file = join(folder, 'old.md');
writeFileSync(
  file,
  '# Runbook 05 - the driver\n\n## Step 1 -- Look\n\n**CHECK (read-only) -- jumphost**\n\n```bash\necho hello\n```\n\n**GATE:** output is `hello`.\n',
);
const state = join(folder, 'state');

// The first one builds the program, which takes its time on a busy machine.
beforeAll(() => void builtHandrail(), 120_000);

let open: Pty[] = [];
afterEach(() => {
  open.forEach((pty) => pty.close());
  open = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function walk(...words: readonly string[]): Pty {
  const command = [process.execPath, builtHandrail(), 'walk', file, '--state-dir', state, ...words];
  const pty = startOnPty(command);
  open.push(pty);
  return pty;
}

const question = 'y walks it all the same, any other key leaves: ';

describe('a document that a built-in runbook replaced', () => {
  it('says so in its outline, and to a program', () => {
    const text = runHandrail(['outline', file]).stdout.replace(/\s+/g, ' ');
    expect(text).toContain('Runbook 05 - the driver is superseded by phase-07, because');
    expect(text).toContain('To walk that one: handrail walk phase-07');
    const json = JSON.parse(runHandrail(['outline', file, '--json']).stdout) as unknown;
    expect(json).toMatchObject({ supersededBy: { by: { id: 'phase-07' } } });
    const own = JSON.parse(runHandrail(['outline', 'phase-07', '--json']).stdout) as unknown;
    expect(own).toMatchObject({ supersededBy: null, replaces: [{ name: 'Runbook 05' }, {}] });
  });

  it('says so in training, and plays it', () => {
    const run = runHandrail(['train', file, '--autopilot', '--state-dir', join(folder, 'train')]);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('Runbook 05 - the driver is superseded by phase-07, because');
  });

  it.skipIf(!hasPty).each([
    ['Enter', '\r'],
    ['q', 'q'],
    ['Ctrl-C', '\x03'],
  ])('begins no real walk of it on %s', async (_, key) => {
    for (const how of [[], ['--plain']]) {
      const pty = walk(...how);
      await pty.answers([question, key], ['Nothing was begun.', '']);
      expect(await pty.ended).toBe(1);
    }
    expect(existsSync(state) ? readdirSync(state) : []).toEqual([]);
  });

  it.skipIf(!hasPty)(
    'walks it by lines when told to, and says it once more at its head',
    async () => {
      const pty = walk('--plain');
      await pty.answers([question, 'y'], ['handrail', '']);
      await pty.sees('is superseded by phase-07');
      await pty.answers(['Enter runs it, q leaves: ', 'q\r']);
      expect(await pty.ended).toBe(1);
      expect(readdirSync(state)).toHaveLength(1);
    },
  );
});
