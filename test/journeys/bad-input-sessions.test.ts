import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeLine, FIRST_PREV } from '../../src/session/effects/journal-line.ts';
import { builtHandrail, runHandrail } from '../support/built.ts';
import { hasPty, startOnPty, type Pty } from '../support/pty.ts';

const book = `# Left

## Step 1 -- look

**CHECK (read-only) -- jumphost**
\`\`\`bash
echo hi
\`\`\`

**GATE:** output contains \`hi\`.

## Step 2 -- judge

**CHECK (read-only) -- jumphost**
\`\`\`bash
echo fine
\`\`\`

**GATE:** a person likes it.
`;

interface Left {
  readonly state: string;
  readonly id: string;
  readonly folder: string;
  readonly journal: string;
}

/** A training walk that stopped at the gate of step 2. */
function leave(state = mkdtempSync(join(tmpdir(), 'handrail-left-'))): Left {
  const file = join(state, '..', `left-${process.pid}.md`);
  writeFileSync(file, book);
  const ended = runHandrail(['train', '--autopilot', '--json', file, '--state-dir', state]);
  expect(ended.status).toBe(1);
  const { session } = JSON.parse(ended.stdout) as { session: string };
  const folder = join(state, session);
  return { state, id: session, folder, journal: join(folder, 'journal.jsonl') };
}

const lines = ({ journal }: Left): string[] =>
  readFileSync(journal, 'utf8').split('\n').slice(0, -1);

/** What `handrail resume` says without a terminal: it looks at the newest session before it asks for one. */
function resume({ state }: Left, ...words: readonly string[]): string {
  const ended = runHandrail(['resume', '--state-dir', state, ...words]);
  expect(ended.status).toBe(2);
  expect(ended.stderr).toMatch(/^handrail: [^\n]+\n$/);
  expect(ended.stderr).not.toMatch(/defect|\bat .*:\d+:\d+|\bE[A-Z]{4,}\b/);
  return ended.stderr;
}

describe('a session that can not be taken up: one sentence, and nothing of it is changed', () => {
  const table: readonly (readonly [string, (left: Left) => void, RegExp])[] = [
    [
      'a line in the middle was changed',
      (left) =>
        writeFileSync(
          left.journal,
          readFileSync(left.journal, 'utf8').replace('echo hi', 'echo ho'),
        ),
      /Line \d+ of the journal .* does not fit its checksum.* can be saved with: handrail sessions repair \d{4}-\S+ --state-dir \//,
    ],
    [
      'a line in the middle is gone',
      (left) => writeFileSync(left.journal, `${lines(left).toSpliced(2, 1).join('\n')}\n`),
      /Line 3 of the journal .* has the number 4 where 3 belongs/,
    ],
    [
      'it begins with an event that says too little',
      (left) => {
        const event = JSON.stringify({ type: 'session-started', format: 2 });
        writeFileSync(
          left.journal,
          `${encodeLine(1, '2030-01-01T00:00:00.000Z', FIRST_PREV, event)}\n`,
        );
      },
      /Line 1 of the journal .* is whole, but its event \(session-started\) has no "handrail"/,
    ],
    [
      'its journal is a link to another file',
      (left) => {
        renameSync(left.journal, `${left.journal}.real`);
        symlinkSync(`${left.journal}.real`, left.journal);
      },
      /The journal .* is a symbolic link/,
    ],
    [
      'a newer handrail wrote it',
      (left) => {
        const event = JSON.stringify({ type: 'session-started', format: 3, handrail: '9.0.0' });
        writeFileSync(
          left.journal,
          `${encodeLine(1, '2030-01-01T00:00:00.000Z', FIRST_PREV, event)}\n`,
        );
      },
      /written by handrail 9\.0\.0 in format 3.*resume it with that version/,
    ],
    [
      'its journal is empty',
      (left) => truncateSync(left.journal, 0),
      /cut off before its first event was written; start a new walk/,
    ],
    [
      'its copy of the runbook is missing',
      (left) => rmSync(join(left.folder, 'runbooks'), { recursive: true }),
      /copy of its runbook, .* can not be read: it is not there/,
    ],
    [
      'its copy of the runbook was edited',
      (left) => {
        const [name = ''] = readdirSync(join(left.folder, 'runbooks'));
        writeFileSync(join(left.folder, 'runbooks', name), `${book}\nmore\n`);
      },
      /was changed after the walk began/,
    ],
    [
      'everyone can write to its folder',
      (left) => chmodSync(left.folder, 0o777),
      /can be written by everyone; run chmod go-w/,
    ],
  ];
  it.each(table)('%s', (_, damage, sentence) => {
    const left = leave();
    damage(left);
    const before = readFileSync(left.journal);
    expect(resume(left)).toMatch(sentence);
    expect(readFileSync(left.journal)).toEqual(before);
  });

  it('names the other sessions when the newest is damaged', () => {
    const first = leave();
    const second = leave(first.state);
    truncateSync(second.journal, 0);
    expect(resume(second)).toContain(`Another can be named: ${first.id}.`);
  });
});

describe('a session name that is wrong', () => {
  it('is answered with the names there are', () => {
    const first = leave();
    const second = leave(first.state);
    const unknown = resume(first, 'nope');
    expect(unknown).toContain(first.id);
    expect(unknown).toContain(second.id);
  });

  it('and one that fits several, with those it fits', () => {
    const first = leave();
    const second = leave(first.state);
    const said = resume(first, first.id.slice(0, 12));
    expect(said).toMatch(/fits 2 sessions: .* Say more of the one you mean/);
    expect(said).toContain(second.id);
  });
});

let open: Pty[] = [];
afterEach(() => {
  open.forEach((pty) => pty.close());
  open = [];
});

function takeUp({ state, id }: Left): Pty {
  const command = [
    process.execPath,
    builtHandrail(),
    'resume',
    id.slice(-4),
    '--plain',
    '--state-dir',
    state,
  ];
  const pty = startOnPty(command);
  open.push(pty);
  return pty;
}

describe.skipIf(!hasPty)('a session that is taken up by lines (needs script of util-linux)', () => {
  it('with a torn last line: that is said, and the walk goes on where it was', async () => {
    const left = leave();
    const whole = readFileSync(left.journal, 'utf8');
    writeFileSync(left.journal, `${whole}{"seq":${lines(left).length + 1},"at":"2030-`);
    const pty = takeUp(left);
    await pty.sees('bytes of the journal were half written and were dropped');
    await pty.answers(
      ['[2/1] Does it hold? y yes, n no; Enter is no, q leaves: ', 'y\r'],
      ['The walk is done', ''],
    );
    expect(await pty.ended).toBe(0);
    expect(readFileSync(left.journal, 'utf8').startsWith(whole)).toBe(true);
  });

  it('with a damaged simulated cloud: one sentence, status 2', async () => {
    for (const damage of ['{"half', '{}', '[]', '']) {
      const left = leave();
      writeFileSync(join(left.folder, 'cloud.json'), damage);
      const pty = takeUp(left);
      await pty.sees('is damaged; start a new training walk');
      expect(await pty.ended).toBe(2);
      expect(pty.text()).not.toMatch(/defect|\bat .*:\d+:\d+/);
    }
  });

  it('while another handrail holds it: it names who, and changes nothing', async () => {
    const left = leave();
    const holder = takeUp(left);
    await holder.sees('[2/1] Does it hold?');
    const before = readFileSync(left.journal);
    const second = takeUp(left);
    await second.sees(`${left.id} is being walked by process `);
    expect(await second.ended).toBe(2);
    expect(readFileSync(left.journal)).toEqual(before);
  });

  it('after its terminal was closed on it: nothing is lost, and it is taken up at the same block', async () => {
    const left = leave();
    const first = takeUp(left);
    await first.sees('[2/1] Does it hold?');
    first.close();
    await first.ended;
    const again = takeUp(left);
    await again.answers(['[2/1] Does it hold? y yes, n no; Enter is no, q leaves: ', 'q\r']);
    expect(await again.ended).toBe(1);
  });
});
