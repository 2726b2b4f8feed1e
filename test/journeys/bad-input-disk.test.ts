import { existsSync, readdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { beginSession } from '../../src/cli/open-session.ts';
import { readStored, resumeSession } from '../../src/cli/resume-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { standingByRef } from '../../src/session/standing.ts';
import type { Walker } from '../../src/session/walker.ts';
import { runHandrail } from '../support/built.ts';
import { canMount, smallDisk, type SmallDisk } from '../support/small-disk.ts';

let disks: SmallDisk[] = [];
afterEach(() => {
  disks.forEach((disk) => disk.remove());
  disks = [];
});

function disk(size: string): SmallDisk {
  const made = smallDisk(size);
  disks.push(made);
  return made;
}

const sessionsOn = ({ folder }: SmallDisk): readonly string[] =>
  readdirSync(folder).filter((name) => /^\d{4}-/.test(name));

/** Waits until something is so, looking again each time the event loop comes round. */
async function until(so: () => boolean): Promise<void> {
  const patience = Date.now() + 20_000;
  while (!so()) {
    if (Date.now() > patience) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function realWalk(stateDir: string) {
  const outside = mkdtempSync(join(tmpdir(), 'handrail-disk-real-'));
  const file = join(outside, 'disk.md');
  const block = (id: number, script: string) =>
    `## Step ${id} -- s\n\n**RUN -- jumphost**\n\`\`\`bash\n${script}\n\`\`\`\n\n**GATE:** exit status is 0.\n`;
  const wait = `touch '${outside}/runs'; until [ -e '${outside}/go-on' ]; do sleep 0.05; done; touch '${outside}/done'`;
  writeFileSync(file, `# Disk\n\n${block(1, wait)}\n${block(2, `touch '${outside}/second'`)}`);
  const walker = await beginSession({
    mode: 'real',
    runbooks: [openRunbook(file)],
    stateDir,
    faults: [],
    pace: () => 0,
  });
  await walker.send({ type: 'confirm-literals', values: {} });
  return { walker, outside, standing: (id: string) => standing(walker, id) };
}

const standing = (walker: Walker, id: string) =>
  standingByRef(walker.store.getState().session, `disk:${id}`);

describe.skipIf(!canMount)('a disk that is full or read-only (needs root and tmpfs)', () => {
  it.each([
    ['full', /the disk is full/],
    ['read-only', /the file system is read-only/],
  ])('%s at the start: one sentence, nothing begun, nothing left', (how, words) => {
    const small = disk('256k');
    if (how === 'full') small.fill();
    else small.readOnly(true);
    const ended = runHandrail(['train', '--autopilot', 'phase-07', '--state-dir', small.folder]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toMatch(/^handrail: [^\n]*--state-dir\.\n$/);
    expect(ended.stderr).toMatch(words);
    small.readOnly(false);
    expect(sessionsOn(small)).toEqual([]);
  });

  it.each(['400k', '1200k', '2m'])(
    'full in the middle of a training walk (%s): it stops with the sentence, and goes on once there is space',
    async (size) => {
      const small = disk(size);
      const words = ['train', '--autopilot', '--json', '--route', 'graft', 'phase-07'];
      const ended = runHandrail([...words, '--state-dir', small.folder]);
      expect(ended.status).toBe(1);
      const result = JSON.parse(ended.stdout) as { passed: boolean; stopped: { why: string } };
      expect(result.passed).toBe(false);
      expect(result.stopped.why).toMatch(/the disk is full/);
      small.makeSpace();
      const [id = ''] = sessionsOn(small);
      const folder = join(small.folder, id);
      const before = readStored(folder).session;
      const { walker } = await resumeSession({ id, folder, changedAt: 0 }, () => 0);
      await walker.idle();
      const after = walker.store.getState().session;
      expect(after.seq).toBeGreaterThan(before.seq);
      expect(after.attempts.every(({ outcome }) => outcome !== undefined)).toBe(true);
      await walker.close();
    },
  );

  it('full in the middle of a real block: it runs to its end, nothing new starts, and no event is lost', async () => {
    const small = disk('512k');
    const { walker, outside, standing: stands } = await realWalk(small.folder);
    await walker.send({ type: 'run', block: 'disk:1/1' });
    await until(() => existsSync(join(outside, 'runs')));
    small.fill();
    // The journal's last page has room of its own: notes take it, longer ones first.
    for (const length of [4000, 1000, 200, 50, 1])
      while ((await walker.send(noteOf(length))) === undefined);
    // The exit status may have no space either; the wrapper's own exit tells it then.
    writeFileSync(join(outside, 'go-on'), '');
    await walker.idle();
    expect(existsSync(join(outside, 'done'))).toBe(true);
    expect(stands('1/1')).toBe('passed');
    expect(walker.store.getState().trouble).toMatch(/the disk is full; nothing was started/);
    const folder = join(small.folder, sessionsOn(small)[0] ?? '');
    expect(readStored(folder).session.attempts[0]?.outcome).toBeUndefined();

    expect(await walker.send({ type: 'run', block: 'disk:2/1' })).toMatch(/the disk is full/);
    expect(existsSync(join(outside, 'second'))).toBe(false);
    expect(stands('2/1')).toBe('waiting');

    small.makeSpace();
    expect(await walker.send({ type: 'run', block: 'disk:2/1' })).toBeUndefined();
    await walker.idle();
    expect(stands('2/1')).toBe('passed');
    expect(walker.store.getState().trouble).toBeUndefined();
    await walker.close();
    const stored = readStored(folder).session;
    expect(stored.attempts.map(({ outcome }) => outcome)).toEqual([
      { type: 'exited', status: 0 },
      { type: 'exited', status: 0 },
    ]);
  });
});

describe('a journal that was deleted under a walk', () => {
  it('starts nothing any more, and says why', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'handrail-disk-'));
    const { walker, outside, standing: stands } = await realWalk(stateDir);
    writeFileSync(join(outside, 'go-on'), '');
    rmSync(stateDir, { recursive: true });
    expect(await walker.send({ type: 'run', block: 'disk:1/1' })).toMatch(
      /can not be written: the file was deleted; nothing was started/,
    );
    expect(existsSync(join(outside, 'runs'))).toBe(false);
    expect(stands('1/1')).toBe('waiting');
    await walker.close();
  });
});

const noteOf = (length: number) =>
  ({ type: 'note', text: 'x'.repeat(length), block: undefined }) as const;
