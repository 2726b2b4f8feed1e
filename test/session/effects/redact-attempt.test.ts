import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/secrets/secret.ts';
import { redactAttempt } from '../../../src/session/effects/redact-attempt.ts';
import { createRedactions } from '../../../src/session/effects/redactions.ts';
import { startEngine } from '../../../src/session/effects/engine.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { emptySession } from '../../../src/session/session.ts';
import { fold } from '../../../src/session/update.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';
import { scriptedRunner, steppingClock, type Reply } from '../../support/scripted-runner.ts';

const secretOf = (text: string) => new Secret(new TextEncoder().encode(text));

function attempt(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-redact-'));
  for (const [name, text] of Object.entries(files)) {
    if (name.includes('/')) mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

describe("an attempt's files", () => {
  it('are masked, those of every look too; the script stays', async () => {
    const folder = attempt({
      script: 'export OS_PASSWORD=abc\n',
      stdout: 'hunter2\n',
      stderr: 'token: abc\n',
      'output.txt': 'password=abc\n',
      'looks/001/stdout': 'secret=abc\n',
      'looks/002/stderr': 'hunter2 again\n',
    });
    await redactAttempt(folder, [secretOf('hunter2')]);
    expect(read(folder, 'script')).toBe('export OS_PASSWORD=abc\n');
    expect(read(folder, 'stdout')).toBe('*******\n');
    expect(read(folder, 'stderr')).toBe('token: ***\n');
    expect(read(folder, 'output.txt')).toBe('password=***\n');
    expect(read(folder, 'looks/001/stdout')).toBe('secret=***\n');
    expect(read(folder, 'looks/002/stderr')).toBe('******* again\n');
    expect(statSync(join(folder, 'redacted')).mode & 0o777).toBe(0o600);
  });

  it('are looked at once more only where something was added', async () => {
    const folder = attempt({ stdout: 'x\n', stderr: '' });
    await redactAttempt(folder);
    const before = statSync(join(folder, 'redacted')).mtimeMs;
    await redactAttempt(folder);
    expect(statSync(join(folder, 'redacted')).mtimeMs).toBe(before);
    appendFileSync(join(folder, 'stdout'), 'password=abc\n');
    await redactAttempt(folder);
    expect(read(folder, 'stdout')).toBe('x\npassword=***\n');
  });

  it('may not be there at all', async () => {
    await redactAttempt(join(tmpdir(), 'handrail-absent', 'attempt'));
  });

  it('that can not be masked are named, and the next ones are masked all the same', async () => {
    const said: string[] = [];
    const redactions = createRedactions((sentence) => said.push(sentence));
    const broken = attempt({});
    mkdirSync(join(broken, 'stdout'));
    const folder = attempt({ stdout: 'password=abc\n' });
    redactions.add(broken);
    redactions.add(folder);
    await redactions.idle();
    expect(said).toEqual([
      expect.stringContaining(`in ${broken} can not be masked: it is a folder`),
    ]);
    expect(read(folder, 'stdout')).toBe('password=***\n');
  });
});

const book = `# Book

## Step 1 -- show

**CHECK (read-only) -- jumphost**
\`\`\`bash
show
\`\`\`

**GATE:** output contains \`OS_PASSWORD=hunter2\`.

## Step 2 -- wait

**POLL -- jumphost** every 20 s, at most 2 times
\`\`\`bash
look
\`\`\`

**GATE:** output contains \`READY\`.
`;

const opening: SessionEvent = {
  type: 'session-started',
  format: 2,
  handrail: '0',
  id: 's',
  mode: 'training',
  runbooks: [],
  host: 'h',
  user: 'u',
  bootId: undefined,
  faults: [],
  seed: 1,
};

function walk(
  replies: readonly Reply[],
  options: {
    readonly before?: readonly SessionEvent[];
    readonly folder?: string;
    readonly secrets?: readonly Secret[];
    readonly failAppend?: (event: SessionEvent) => boolean;
  } = {},
) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'handrail-redact-'));
  const journal: SessionEvent[] = [...(options.before ?? [])];
  const runbook = readRunbook(Buffer.from(book), 'book.md');
  const session = fold(
    emptySession([runbook]),
    journal.map((event, index) => ({ seq: index + 1, at: 'then', event })),
  );
  const walker = startEngine(
    {
      session,
      log: {
        append(event) {
          if (options.failAppend?.(event) === true) throw new Error('The disk is full.');
          journal.push(event);
          return { seq: journal.length, at: new Date(journal.length * 1000).toISOString() };
        },
      },
      runner: scriptedRunner(replies),
      clock: steppingClock(),
      ask: async () => ({ status: 127, stdout: '', stderr: '' }),
      secrets: () => options.secrets ?? [],
      attemptFolder: (number, look) =>
        look === undefined
          ? join(folder, String(number))
          : join(folder, String(number), 'looks', String(look)),
      release: async () => undefined,
    },
    options.before === undefined
      ? opening
      : { type: 'session-resumed', pid: 1, user: 'u', bootId: undefined, after: 'killed' },
  );
  return { walker, journal, folder };
}

const shown: Reply = { when: 'show', stdout: 'OS_PASSWORD=hunter2\nknown-one\n' };

describe('a walk', () => {
  it('judges a block by what it printed, and masks its files then', async () => {
    const { walker, journal, folder } = walk([shown], { secrets: [secretOf('known-one')] });
    await walker.send({ type: 'confirm-literals', values: {} });
    expect(await walker.send({ type: 'run', block: 'book:1/1' })).toBeUndefined();
    await walker.idle();
    expect(read(folder, '1/stdout')).toBe('OS_PASSWORD=*******\n*********\n');
    expect(journal.at(-1)).toMatchObject({
      type: 'block-judged',
      verdicts: [{ answer: 'yes' }],
    });
  });

  it('masks each look of a poll', async () => {
    const look = { when: 'look', stdout: 'token: abc\n' };
    const { walker, folder } = walk([look, { ...look, stdout: 'token: abc\nREADY\n' }]);
    await walker.send({ type: 'confirm-literals', values: {} });
    await walker.send({ type: 'run', block: 'book:2/1' });
    await walker.idle();
    expect(read(folder, '1/looks/1/stdout')).toBe('token: ***\n');
    expect(read(folder, '1/looks/2/stdout')).toBe('token: ***\nREADY\n');
  });

  it('masks on resume what an earlier handrail did not come to', async () => {
    const first = walk([shown]);
    await first.walker.send({ type: 'confirm-literals', values: {} });
    await first.walker.send({ type: 'run', block: 'book:1/1' });
    await first.walker.idle();
    const folder = attempt({ '1/stdout': 'OS_PASSWORD=hunter2\n', '1/stderr': '' });
    const resumed = walk([], { before: first.journal, folder });
    await resumed.walker.idle();
    expect(read(folder, '1/stdout')).toBe('OS_PASSWORD=*******\n');
  });

  it('masks when it is left what came after the end of a block', async () => {
    const { walker, folder } = walk([shown]);
    await walker.send({ type: 'confirm-literals', values: {} });
    await walker.send({ type: 'run', block: 'book:1/1' });
    await walker.idle();
    appendFileSync(join(folder, '1', 'stdout'), 'password=late\n');
    await walker.close();
    expect(read(folder, '1/stdout')).toContain('password=****\n');
  });

  it('masks nothing as long as its verdict is not on the disk: it may be asked for again', async () => {
    let isFull = true;
    const { walker, folder } = walk([shown], {
      failAppend: ({ type }) => isFull && type === 'block-judged',
    });
    await walker.send({ type: 'confirm-literals', values: {} });
    await walker.send({ type: 'run', block: 'book:1/1' });
    await walker.idle();
    expect(read(folder, '1/stdout')).toContain('hunter2');
    isFull = false;
    await walker.send({ type: 'note', text: 'space', block: undefined });
    await walker.close();
    expect(read(folder, '1/stdout')).not.toContain('hunter2');
  });

  it.each([
    ['a value', { site: `hvs.${'CAESI'.repeat(6)}` }, 'site'],
    ['a name', { 'admin-password': 'hunter2' }, 'admin-password'],
  ])('confirms no literal that looks like a secret by %s', async (_, values, name) => {
    const { walker, journal } = walk([]);
    const refused = await walker.send({ type: 'confirm-literals', values });
    expect(refused).toContain(`${name} looks like a secret`);
    expect(refused).toContain('SECRET block');
    expect(refused).not.toMatch(/hvs|hunter/);
    expect(journal).toHaveLength(1);
    expect(await walker.send({ type: 'confirm-literals', values: { [name]: '' } })).toBeUndefined();
    await walker.close();
  });
});
