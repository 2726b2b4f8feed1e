import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSession } from '../../src/cli/find-session.ts';
import { readStored, resumeSession } from '../../src/cli/resume-session.ts';
import { nextBlock, standingByRef } from '../../src/session/standing.ts';

/** Waits until something is so, looking again each time the event loop comes round. */
async function until(so: () => boolean, what: string): Promise<void> {
  const patience = Date.now() + 20_000;
  while (!so()) {
    if (Date.now() > patience) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A runbook whose second block changes something slowly, and leaves one line in `effects` each time it runs. */
function makeRunbook(folder: string): string {
  const file = join(folder, 'slow.md');
  writeFileSync(
    file,
    `# Slow

## Step 1 -- look

**CHECK (read-only) -- jumphost**
\`\`\`bash
echo ready
\`\`\`

**GATE:** output contains \`ready\`.

## Step 2 -- change

**RUN -- jumphost**
\`\`\`bash
echo effect >> '${folder}/effects'
until [ -e '${folder}/go-on' ]; do sleep 0.05; done
echo all done
\`\`\`

**GATE:** the last line is \`all done\`.
`,
  );
  return file;
}

/** Starts handrail in a process of its own and kills it -9 once the slow block has had its effect. */
async function killInTheMiddle(folder: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      'test/fixtures/walk-real.ts',
      join(folder, 'state'),
      makeRunbook(folder),
      'slow:1/1',
      'slow:2/1',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await until(() => existsSync(join(folder, 'effects')), 'the effect of the slow block');
  child.kill('SIGKILL');
  await gone;
}

describe('an operator whose handrail was killed in the middle of a change', () => {
  it('finds the block still running, sees it to its end, and nothing ran twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-killed-'));
    await killInTheMiddle(folder);
    const { walker, resumed } = await resumeSession(
      findSession(join(folder, 'state'), undefined),
      () => 0,
    );
    expect(resumed).toMatchObject({ after: 'killed', open: [2], documents: [], tornBytes: 0 });
    const session = () => walker.store.getState().session;
    expect(standingByRef(session(), 'slow:1/1')).toBe('passed');
    expect(standingByRef(session(), 'slow:2/1')).toBe('running');
    expect(await walker.send({ type: 'run', block: 'slow:2/1' })).toContain('still running');
    writeFileSync(join(folder, 'go-on'), '');
    await walker.idle();
    expect(standingByRef(session(), 'slow:2/1')).toBe('passed');
    expect(readFileSync(join(folder, 'effects'), 'utf8')).toBe('effect\n');
    expect(await walker.send({ type: 'finish' })).toBeUndefined();
    await walker.close();
  });

  it('takes in an end that came while nobody looked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-killed-'));
    await killInTheMiddle(folder);
    writeFileSync(join(folder, 'go-on'), '');
    const found = findSession(join(folder, 'state'), undefined);
    await until(
      () => existsSync(join(found.folder, 'attempts/0002/exit')),
      'the exit status on disk',
    );
    const { walker } = await resumeSession(found, () => 0);
    await walker.idle();
    expect(standingByRef(walker.store.getState().session, 'slow:2/1')).toBe('passed');
    expect(nextBlock(walker.store.getState().session)).toBeUndefined();
    await walker.close();
  });

  it('keeps every event that was written, and the next resume reads the same walk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-killed-'));
    await killInTheMiddle(folder);
    writeFileSync(join(folder, 'go-on'), '');
    const found = findSession(join(folder, 'state'), undefined);
    const { walker } = await resumeSession(found, () => 0);
    await walker.idle();
    const held = walker.store.getState().session;
    await expect(resumeSession(found, () => 0)).rejects.toThrow(/is being walked by process/);
    await walker.close();
    const { runbooks, ...told } = readStored(found.folder).session;
    expect(runbooks.map(({ id }) => id)).toEqual(['slow']);
    expect({ ...held, ...told }).toEqual(held);
  });
});
