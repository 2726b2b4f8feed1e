import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { beginSession } from '../../src/cli/open-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { commandLines, scriptLines } from '../../src/screens/parts/script.ts';
import type { Line } from '../../src/screens/parts/span.ts';
import type { SessionEvent } from '../../src/session/events.ts';
import { previewOf } from '../../src/session/preview.ts';
import { locate } from '../../src/session/refs.ts';
import { attemptFolder } from '../../src/session/effects/session-folder.ts';
import type { Walker } from '../../src/session/walker.ts';

const programs = fileURLToPath(new URL('../fixtures/steps/bin', import.meta.url));

const document = `# Seen

- \`ENV(greeting)\` it's "here"   (quotes of both kinds)

## Step 1 -- find

**CHECK (read-only) -- jumphost**
\`\`\`bash
printf '%s\\n' "a 'b' \\$c  d"
\`\`\`

**CAPTURE:** \`found\` is line 1 of the output.

## Step 2 -- on the jumphost

**RUN -- jumphost**
\`\`\`bash
printf '%s|%s\\n' "$greeting" "$found"
cat <<'END'
\\$not \`read\` "here"
END
\`\`\`

**GATE:** line 1 of the output is \`it's "here"|a 'b' $c  d\`.

## Step 3 -- on a unit

**RUN -- magnum/0**
\`\`\`bash
printf '%s|%s\\n' "$greeting" "$found"
exit 3
\`\`\`

**GATE:** exit status is 3 and line 1 of the output is \`it's "here"|a 'b' $c  d\`.
`;

afterEach(() => vi.unstubAllEnvs());

/** A walk on this machine, with a juju on the PATH that hands a line to the login shell of a unit. */
async function walkHere() {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-seen-'));
  const file = join(folder, 'seen.md');
  writeFileSync(file, document);
  vi.stubEnv('PATH', `${programs}${delimiter}${process.env['PATH'] ?? ''}`);
  vi.stubEnv('JUJU_SEEN', join(folder, 'juju-seen'));
  vi.stubEnv('LOGIN_SHELL', 'bash');
  const stateDir = join(folder, 'state');
  const walker = await beginSession({
    mode: 'real',
    runbooks: [openRunbook(file)],
    stateDir,
    faults: [],
    pace: () => 0,
  });
  const { literals } = openRunbook(file).runbook;
  const values = Object.fromEntries(literals.map(({ name, value }) => [name, value]));
  await walker.send({ type: 'confirm-literals', values });
  const session = join(stateDir, readdirSync(stateDir)[0] ?? '');
  return { walker, session, jujuSeen: join(folder, 'juju-seen') };
}

function preview(walker: Walker, ref: string) {
  const { session } = walker.store.getState();
  const located = locate(session, ref);
  if (located === undefined) throw new Error(`no block ${ref}`);
  return { block: located.block, command: previewOf(session, located) };
}

/** The text that rows of a preview show, on a screen wide enough to wrap nothing. */
function textOf(lines: readonly Line[]): string {
  return lines
    .map((row) =>
      row
        .map(({ text }) => text)
        .join('')
        .slice(2),
    )
    .join('\n');
}

function startOf(session: string, ref: string): Extract<SessionEvent, { type: 'block-started' }> {
  const events = readFileSync(join(session, 'journal.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: SessionEvent }).event);
  const found = events.findLast((event) => event.type === 'block-started' && event.block === ref);
  if (found?.type !== 'block-started') throw new Error(`${ref} was not started`);
  return found;
}

describe('what an operator sees before Enter', () => {
  it.each(['seen:2/1', 'seen:3/1'])(
    'is what the journal keeps, the file of the attempt holds and bash runs: %s',
    async (ref) => {
      const { walker, session, jujuSeen } = await walkHere();
      const order = ['seen:1/1', 'seen:2/1', 'seen:3/1'];
      for (const earlier of order.slice(0, order.indexOf(ref))) {
        expect(await walker.send({ type: 'run', block: earlier })).toBeUndefined();
        await walker.idle();
      }
      const { block, command } = preview(walker, ref);
      const shown = textOf(scriptLines(block, command, 10_000));
      const shipped = textOf(commandLines(command.runs, 100_000));

      expect(await walker.send({ type: 'run', block: ref })).toBeUndefined();
      await walker.idle();

      const { attempt, command: kept } = startOf(session, ref);
      const script = readFileSync(join(attemptFolder(session, attempt), 'script'), 'utf8');
      expect(kept).toEqual(command);
      expect(script).toBe(`${command.runs}\n`);
      expect(shown).toBe(command.script);
      expect(shipped).toBe(command.runs);
      if (command.via === 'bash') expect(shown).toBe(script.slice(0, -1));
      else expect(payloadOf(readFileSync(jujuSeen, 'utf8'))).toBe(shown);

      const ran = walker.store.getState().session.attempts.at(-1);
      expect(ran?.verdicts?.map(({ answer }) => answer)).toEqual(['yes']);
      await walker.close();
    },
  );
});

/** The script in the arguments that juju was given. */
function payloadOf(seen: string): string {
  const encoded = /printf %s ([A-Za-z0-9+/=]+) \|/.exec(seen)?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString('utf8');
}
