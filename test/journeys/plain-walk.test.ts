import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtHandrail } from '../support/built.ts';
import { hasPty, startOnPty, type Pty } from '../support/pty.ts';

const book = (folder: string) => `# Plain

- \`ENV(name)\` world

## Step 1 -- Look around

First a look.

**CHECK (read-only) -- jumphost**
\`\`\`bash
echo "hello $name"
\`\`\`

**GATE:** output contains \`hello\`.

## Step 2 -- Drain the node

**CAUTION:** this empties \`node-7\`.

**RUN -- jumphost**
\`\`\`bash
echo effect >> '${folder}/effects'
echo done
\`\`\`

**GATE:** the last line is \`done\`.

## Step 3 -- Judge it

**CHECK (read-only) -- jumphost**
\`\`\`bash
echo looks fine
\`\`\`

**GATE:** it is as pretty as you like it.

## Step 4 -- Fail

**RUN -- jumphost**
\`\`\`bash
echo bad >&2; exit 3
\`\`\`

**GATE:** output contains \`good\`.

## Step 5 -- Wait long

**RUN -- jumphost**
\`\`\`bash
touch '${folder}/runs'
until [ -e '${folder}/go-on' ]; do sleep 0.1; done
\`\`\`

## Step 6 -- Change more

**RUN -- jumphost**
\`\`\`bash
echo effect >> '${folder}/effects'
\`\`\`
`;

const enter = '\r';
const ctrlC = '\x03';
const ctrlD = '\x04';

let open: Pty[] = [];
afterEach(() => {
  open.forEach((pty) => pty.close());
  open = [];
});

function stage(): { folder: string; start: (...words: readonly string[]) => Pty } {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-plain-'));
  writeFileSync(join(folder, 'plain.md'), book(folder));
  return {
    folder,
    start: (...words) => {
      const command = [process.execPath, builtHandrail(), ...words, '--plain'];
      const pty = startOnPty(command, { cwd: folder, env: { XDG_STATE_HOME: folder } });
      open.push(pty);
      return pty;
    },
  };
}

const effects = (folder: string): number =>
  existsSync(join(folder, 'effects'))
    ? readFileSync(join(folder, 'effects'), 'utf8').split('\n').length - 1
    : 0;

/** From the start to the caution of step 2. */
const toCaution = [
  ['name [world]: ', enter],
  ['[1/1] Enter runs it, q leaves: ', enter],
] as const;

describe.skipIf(!hasPty)('a walk by lines, with a person (needs script of util-linux)', () => {
  it('confirms, types the name, answers, passes over with a reason, and says where it stands', async () => {
    const { folder, start } = stage();
    const pty = start('walk', 'plain.md');
    await pty.answers(
      ['name [world]: ', `moon${enter}`],
      ['[1/1] Enter runs it, q leaves: ', enter],
      ['[2/1] Enter asks for its name, q leaves: ', enter],
      ['Type node-7 to run it; Enter alone goes back: ', `node-8${enter}`],
      ['Not done: Type node-7 exactly', ''],
      ['[2/1] Enter asks for its name, q leaves: ', enter],
      ['Type node-7 to run it; Enter alone goes back: ', enter],
    );
    await pty.sees('[2/1] Enter asks for its name, q leaves: ');
    expect(effects(folder)).toBe(0);
    await pty.answers(
      ['', enter],
      ['Type node-7 to run it; Enter alone goes back: ', `node-7${enter}`],
      ['[3/1] Enter runs it, q leaves: ', enter],
      // Enter alone is no.
      ['[3/1] Does it hold? y yes, n no; Enter is no, q leaves: ', enter],
      ['a person answered no to: it is as pretty as you like it', ''],
      ['[3/1] Enter asks again, q leaves: ', `o${enter}`],
      ['Type it; Enter alone goes back: ', `pretty enough for me${enter}`],
      ['[4/1] Enter runs it, q leaves: ', enter],
      ['    > bad', ''],
      ['expected output contains `good`; came nothing', ''],
      ['[4/1] Enter asks again, q leaves: ', `s${enter}`],
      ['Type it; Enter alone goes back: ', `not needed here${enter}`],
      ['[5/1] Enter runs it, q leaves: ', `q${enter}`],
      ['Take it up again with: handrail resume ', ''],
    );
    expect(await pty.ended).toBe(1);
    expect(effects(folder)).toBe(1);
    const text = pty.text();
    expect(text).toContain('    > hello moon');
    expect(text).toContain('OVERRIDDEN plain:3/1: pretty enough for me');
    expect(text).toContain('skipped: not needed here');
    expect(text).not.toMatch(/\x1b|defect| at .*:\d+:\d+/);
    const long = text.split('\n').filter((line) => line.length > 100);
    expect(long).toEqual([]);
  });

  it('is left by the end of input at any question, and resumed at that block', async () => {
    const { folder, start } = stage();
    const pty = start('walk', 'plain.md');
    await pty.answers(...toCaution, ['[2/1] Enter asks for its name, q leaves: ', ctrlD]);
    await pty.sees('Take it up again with: handrail resume ');
    expect(await pty.ended).toBe(1);
    const again = start('resume');
    await again.answers(
      ['Left just now: you left it.', ''],
      ['  1/1  looked at again', ''],
      ['    [x] still holds', ''],
      ['1 of 1 looked at again: 1 still holds.', ''],
      ['[2/1] Enter asks for its name, q leaves: ', `q${enter}`],
    );
    expect(await again.ended).toBe(1);
    expect(again.text()).not.toContain('[1/1]');
    expect(effects(folder)).toBe(0);
  });

  it('stops what runs on Ctrl-C, and stays itself', async () => {
    const { folder, start } = stage();
    const pty = start('walk', 'plain.md');
    await pty.answers(
      ...toCaution,
      ['[2/1] Enter asks', `s${enter}`],
      ['goes back: ', `later${enter}`],
    );
    await pty.answers(['[3/1] Enter runs', `s${enter}`], ['goes back: ', `later${enter}`]);
    await pty.answers(['[4/1] Enter runs', `s${enter}`], ['goes back: ', `later${enter}`]);
    await pty.answers(['[5/1] Enter runs', enter], ['running; Ctrl-C stops it', ctrlC]);
    await pty.sees('It failed: it was stopped by hand');
    // Typed ahead while it ran again: none of it confirms anything afterwards.
    await pty.answers(
      ['[5/1] Enter asks again', `r${enter}`],
      ['running; Ctrl-C', `r${enter}${enter}r`],
    );
    writeFileSync(join(folder, 'go-on'), '');
    await pty.answers(['[6/1] Enter runs it, q leaves: ', `q${enter}`]);
    expect(await pty.ended).toBe(1);
    expect(pty.text().match(/ {2}5\/1 {2}RUN on/g)).toHaveLength(2);
    expect(effects(folder)).toBe(0);
  });

  it('says once of a block that was killed meanwhile that its end was not seen', async () => {
    const { folder, start } = stage();
    const pty = start('walk', 'plain.md');
    await pty.answers(
      ...toCaution,
      ['[2/1] Enter asks', `s${enter}`],
      ['goes back: ', `later${enter}`],
    );
    await pty.answers(['[3/1] Enter runs', `s${enter}`], ['goes back: ', `later${enter}`]);
    await pty.answers(['[4/1] Enter runs', `s${enter}`], ['goes back: ', `later${enter}`]);
    await pty.answers(['[5/1] Enter runs', enter], ['Ctrl-D leaves it running', ctrlD]);
    expect(await pty.ended).toBe(1);
    const sessions = join(folder, 'handrail');
    const [session = ''] = readdirSync(sessions);
    const attempts = join(sessions, session, 'attempts');
    const started = readFileSync(join(attempts, readdirSync(attempts).at(-1) ?? '', 'started'));
    process.kill(-Number(started.toString().split(' ')[0]), 'SIGKILL');
    const again = start('resume');
    await again.sees('It may have done all, part or nothing.');
    const [, said = ''] = /It was started ([^]*?)It may have done/.exec(again.text()) ?? [];
    expect(said.replaceAll(/\s+/g, ' ')).toContain('and its end was not seen: it was killed:');
    expect(said.replaceAll(/\s+/g, ' ').match(/end was not seen/g)).toHaveLength(1);
    await again.answers(['Enter asks again, q leaves: ', `q${enter}`]);
    expect(await again.ended).toBe(1);
  });

  it('leaves a block running on Ctrl-D, and finds it again', async () => {
    const { folder, start } = stage();
    const pty = start('walk', 'plain.md');
    await pty.answers(
      ...toCaution,
      ['[2/1] Enter asks', `s${enter}`],
      ['goes back: ', `later${enter}`],
    );
    await pty.answers(['[3/1] Enter runs', `s${enter}`], ['goes back: ', `later${enter}`]);
    await pty.answers(['[4/1] Enter runs', `s${enter}`], ['goes back: ', `later${enter}`]);
    await pty.answers(['[5/1] Enter runs', enter], ['Ctrl-D leaves it running', ctrlD]);
    expect(await pty.ended).toBe(1);
    const again = start('resume');
    await again.sees('running; Ctrl-C stops it');
    writeFileSync(join(folder, 'go-on'), '');
    await again.sees('[x] passed');
    expect(existsSync(join(folder, 'runs'))).toBe(true);
    await again.answers(['[6/1] Enter runs it, q leaves: ', `q${enter}`]);
    expect(await again.ended).toBe(1);
    expect(effects(folder)).toBe(0);
  });

  it('is how training goes on a terminal that can not be drawn on, and what a real walk is sent to', async () => {
    const { folder } = stage();
    const dumb = (...words: readonly string[]): Pty => {
      const pty = startOnPty([process.execPath, builtHandrail(), ...words], {
        cwd: folder,
        env: { XDG_STATE_HOME: folder, TERM: 'dumb' },
      });
      open.push(pty);
      return pty;
    };
    const training = dumb('train', 'plain.md', '--state-dir', join(folder, 'other'));
    await training.answers(['name [world]: ', ctrlD]);
    await training.sees(`--state-dir ${join(folder, 'other')}`);
    expect(await training.ended).toBe(1);
    for (const [words, way] of [
      [['walk', 'plain.md'], 'handrail walk --plain plain.md'],
      [[], 'handrail walk --plain FILE'],
      [
        ['resume', '--state-dir', join(folder, 'other')],
        `handrail resume --plain --state-dir ${join(folder, 'other')}`,
      ],
    ] as const) {
      const refused = dumb(...words);
      await refused.sees('TERM=dumb');
      expect(await refused.ended).toBe(2);
      expect(refused.text().replaceAll(/\s+/g, ' ')).toContain(way);
    }
  });

  it('asks the route by the words of the answers, in training too, and never by Enter', async () => {
    const { start } = stage();
    const pty = start('train', 'phase-07');
    await pty.answers([']: ', enter]);
    const [, literals = ''] = /1 of (\d+)/.exec(pty.text()) ?? [];
    for (let left = Number(literals); left > 1; left -= 1) await pty.answers([']: ', enter]);
    await pty.answers(
      ['Type fresh or graft; Enter asks again, q leaves: ', enter],
      ['Type fresh or graft; Enter asks again, q leaves: ', `sideways${enter}`],
      ['Not done: Answer with one of', ''],
      ['Type fresh or graft; Enter asks again, q leaves: ', `fresh${enter}`],
      ['[prerequisites/1] Enter runs it, q leaves: ', enter],
      ['[prerequisites/2] Enter runs it, q leaves: ', ctrlC],
    );
    expect(await pty.ended).toBe(1);
    expect(pty.text()).toContain('TRAINING: nothing below touches a real machine');
  });
});
