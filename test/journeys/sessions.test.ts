import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findSession } from '../../src/cli/find-session.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { resumeSession } from '../../src/cli/resume-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { holdLock } from '../../src/session/effects/lock.ts';
import { standingByRef } from '../../src/session/standing.ts';
import { builtHandrail, runHandrail } from '../support/built.ts';
import { hasPty, startOnPty, type Pty } from '../support/pty.ts';

interface Walked {
  readonly state: string;
  readonly id: string;
  readonly folder: string;
  readonly journal: string;
  readonly effects: () => string;
}

/** A real walk of three changes, each of which leaves its number in a file; left after the third. */
async function walked(): Promise<Walked> {
  const outside = mkdtempSync(join(tmpdir(), 'handrail-sessions-'));
  const state = join(outside, 'state');
  const file = join(outside, 'changes.md');
  const block = (id: number) =>
    `## Step ${id} -- s\n\n**RUN -- jumphost**\n\`\`\`bash\necho ${id} >> '${outside}/effects'\n\`\`\`\n\n**GATE:** exit status is 0.\n`;
  writeFileSync(file, `# Changes\n\n${[1, 2, 3].map(block).join('\n')}`);
  const walker = await beginSession({
    mode: 'real',
    runbooks: [openRunbook(file)],
    stateDir: state,
    faults: [],
    pace: () => 0,
  });
  await walker.send({ type: 'confirm-literals', values: {} });
  for (const id of ['1/1', '2/1', '3/1']) {
    expect(await walker.send({ type: 'run', block: `changes:${id}` })).toBeUndefined();
    await walker.idle();
  }
  await walker.send({ type: 'quit' });
  await walker.close();
  const [id = ''] = readdirSync(state);
  const folder = join(state, id);
  return {
    state,
    id,
    folder,
    journal: join(folder, 'journal.jsonl'),
    effects: () => readFileSync(join(outside, 'effects'), 'utf8'),
  };
}

/** Changes the line that says that block `id` was started. Answers with its number. */
function damageStartOf({ journal }: Walked, id: string): number {
  const lines = readFileSync(journal, 'utf8').split('\n');
  const index = lines.findIndex((line) => line.includes(`"block":"changes:${id}"`));
  lines[index] = (lines[index] ?? '').replace('"via":"bash"', '"via":"hash"');
  writeFileSync(journal, lines.join('\n'));
  return index + 1;
}

const sessions = (state: string, ...words: readonly string[]) =>
  runHandrail(['sessions', ...words, '--state-dir', state]);

let open: Pty[] = [];
afterEach(() => {
  open.forEach((pty) => pty.close());
  open = [];
});

describe('the list of sessions', () => {
  it('is one sentence when there are none, and needs no terminal', () => {
    const state = join(tmpdir(), 'handrail-no-such-state');
    expect(sessions(state)).toMatchObject({
      status: 0,
      stdout: `No sessions in ${state}; start with: handrail train, or handrail walk RUNBOOK.\n`,
    });
    expect(sessions(state, '--json')).toMatchObject({ status: 0, stdout: '[]\n' });
  });

  it('says of each how it stands, who walks it now, and what is wrong with it', async () => {
    const left = await walked();
    expect(sessions(left.state).stdout).toMatch(
      new RegExp(`^${left.id}  real, left, just now\n    Changes: last at 3/1, 3 runs so far\n$`),
    );
    const lock = holdLock(left.folder, { now: Date.now });
    expect(sessions(left.state).stdout).toMatch(
      new RegExp(`real, held, just now\n    walked now by process ${process.pid} of `),
    );
    if (lock.type === 'held') lock.release();
    expect(JSON.parse(sessions(left.state, '--json').stdout)).toMatchObject([
      {
        runbooks: [
          { id: 'changes', file: expect.stringMatching(/changes\.md$/) as string, git: null },
        ],
      },
    ]);
    const line = damageStartOf(left, '2/1');
    const ended = sessions(left.state, '--json');
    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject([
      { id: left.id, state: 'unreadable', line, mode: null, holder: null },
    ]);
    expect(sessions(left.state).stdout.replaceAll(/\s+/g, ' ')).toContain(
      `handrail sessions repair ${left.id} --state-dir ${left.state}`,
    );
  });
});

describe('a session with a damaged journal', () => {
  it('is repaired by its name, and what may have run in the lost part is asked about, not run again', async () => {
    const left = await walked();
    const before = readFileSync(left.journal);
    const line = damageStartOf(left, '2/1');
    const damaged = readFileSync(left.journal);
    const asked = sessions(left.state, 'repair', left.id);
    expect(asked.status).toBe(2);
    expect(asked.stdout).toContain(`Line ${line} of the journal of ${left.id} does not fit`);
    expect(asked.stdout).toMatch(/Kept: \d+ events; the last, of .* says: 1\/1 was judged\./);
    expect(asked.stdout).toContain('3/1 ended with exit status 0');
    expect(asked.stdout).toContain(
      '  2/1 (attempt 2): its files say that it ended with exit status 0',
    );
    expect(asked.stderr).toContain(`--confirm ${left.id}`);
    expect(sessions(left.state, 'repair', left.id, '--confirm', 'another').status).toBe(2);
    expect(readFileSync(left.journal)).toEqual(damaged);

    const mended = sessions(left.state, 'repair', left.id, '--confirm', left.id);
    expect(mended.status).toBe(0);
    expect(mended.stdout).toContain(`handrail resume ${left.id} --state-dir ${left.state}`);
    const aside = join(left.folder, 'journal.damaged-1.jsonl');
    expect(statSync(aside).mode & 0o777).toBe(0o600);
    expect(damaged.subarray(-readFileSync(aside).length)).toEqual(readFileSync(aside));
    expect(before.length).toBe(damaged.length);

    const again = sessions(left.state, 'repair', left.id);
    expect(again).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('nothing to repair') as string,
    });
    await takenUp(left);
  });

  async function takenUp(left: Walked): Promise<void> {
    const found = findSession(left.state, left.id);
    const { walker, resumed } = await resumeSession(found, () => 0);
    await walker.idle();
    const stands = (id: string) => standingByRef(walker.store.getState().session, `changes:${id}`);
    expect(['1/1', '2/1', '3/1'].map(stands)).toEqual(['passed', 'unknown', 'unknown']);
    expect(resumed.repair).toMatch(
      /The journal was repaired: \d+ lines set aside in .*journal\.damaged-1\.jsonl.*may have run: 2\/1, 3\/1\./,
    );
    for (const id of ['2/1', '3/1'])
      await walker.send({
        type: 'take-outcome',
        block: `changes:${id}`,
        as: 'done',
        reason: 'looked',
      });
    expect(await walker.send({ type: 'finish' })).toBeUndefined();
    await walker.close();
    expect(left.effects()).toBe('1\n2\n3\n');
    const later = await resumeSession(found, () => 0);
    expect(later.resumed.repair).toBeUndefined();
    await later.walker.close();
  }

  it('is not repaired while it is walked, and says who walks it', async () => {
    const left = await walked();
    damageStartOf(left, '2/1');
    const lock = holdLock(left.folder, { now: Date.now });
    const ended = sessions(left.state, 'repair', left.id, '--confirm', left.id);
    if (lock.type === 'held') lock.release();
    expect(ended).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`is being walked by process ${process.pid} of `) as string,
    });
  });

  it('says what can not be done where nothing is good, and where nothing is wrong', async () => {
    const left = await walked();
    truncateSync(left.journal, readFileSync(left.journal).length - 3);
    expect(sessions(left.state, 'repair', left.id).stdout).toMatch(
      /is whole: \d+ events, nothing to repair\.\nIts last \d+ bytes were half written/,
    );
    writeFileSync(left.journal, `x${readFileSync(left.journal, 'utf8')}`);
    const ended = sessions(left.state, 'repair', left.id, '--confirm', left.id);
    expect(ended).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /Nothing before it can be saved: .* start a new walk/,
      ) as string,
    });
    expect(existsSync(join(left.folder, 'journal.damaged-1.jsonl'))).toBe(false);
  });

  it.skipIf(!hasPty)(
    'asks for its whole name on a terminal, and Enter changes nothing',
    async () => {
      const left = await walked();
      damageStartOf(left, '3/1');
      const damaged = readFileSync(left.journal);
      const ask = (): Pty => {
        const words = ['sessions', 'repair', left.id.slice(-4), '--state-dir', left.state];
        const pty = startOnPty([process.execPath, builtHandrail(), ...words]);
        open.push(pty);
        return pty;
      };
      const first = ask();
      await first.answers(['or Enter to leave it as it is: ', '\r'], ['Nothing was changed.', '']);
      expect(await first.ended).toBe(1);
      expect(readFileSync(left.journal)).toEqual(damaged);
      const second = ask();
      await second.answers(['or Enter to leave it as it is: ', `${left.id}\r`], ['Repaired.', '']);
      expect(await second.ended).toBe(0);
      expect(sessions(left.state).stdout).toContain('real, cut off');
    },
  );
});
