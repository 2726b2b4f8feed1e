import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { createAsk } from '../../../../src/session/effects/ask.ts';
import { startEngine } from '../../../../src/session/effects/engine.ts';
import { createRealClock } from '../../../../src/session/effects/real-clock.ts';
import { createBashRunner } from '../../../../src/session/effects/run-block.ts';
import type { SessionEvent } from '../../../../src/session/events.ts';
import { emptySession } from '../../../../src/session/session.ts';
import { standingByRef } from '../../../../src/session/standing.ts';
import type { View } from '../../../../src/session/walker.ts';
import { readRunbook } from '../../../../src/steps/read-runbook.ts';
import { fakeJuju, type FakeJuju } from '../../../support/fake-juju.ts';

const block = (label: string, script: string, after = '') =>
  `**${label}**\n\`\`\`bash\n${script}\n\`\`\`\n\n${after}\n`;

/** One of each kind that may meet an expired login. */
const book = (effects: string) =>
  [
    '# Book\n\n## Step 1 -- all\n',
    block('CHECK (read-only) -- jumphost', 'juju status'),
    block('RUN -- magnum/0', `echo shipped >>'${effects}'`),
    block(
      'RUN -- jumphost -> magnum/0',
      `printf 'first line\\nsecond\\n' | juju ssh magnum/0 "cat >>'${effects}'"`,
    ),
    block(
      'POLL -- magnum/0** every 1 s, at most 3 times',
      'echo READY',
      '**GATE:** output is `READY`.',
    ).replace('times**', 'times'),
    block(
      'CHECK (read-only) -- jumphost',
      'mkfifo "$FAKE_JUJU/never"; exec 9<>"$FAKE_JUJU/never"; juju status <&9',
    ),
    block('RUN -- jumphost', `echo local >>'${effects}'`),
  ].join('\n');

export interface JujuWalk {
  readonly juju: FakeJuju;
  readonly walker: ReturnType<typeof startEngine>;
  readonly journal: SessionEvent[];
  view(): View;
  run(id: string): Promise<string | undefined>;
  effects(): readonly string[];
  standing(id: string): string;
  end(): Promise<void>;
}

const open: JujuWalk[] = [];
afterEach(async () => {
  for (const walk of open.splice(0)) await walk.end();
});

/** A walk on real bash that goes through a fake juju and a fake openstack; taken down after the test. */
export async function jujuWalk(document: (effects: string) => string = book): Promise<JujuWalk> {
  const juju = fakeJuju();
  const folder = mkdtempSync(join(tmpdir(), 'handrail-login-'));
  const effects = join(folder, 'effects');
  const carried = join(folder, 'carried');
  mkdirSync(carried, { mode: 0o700 });
  const journal: SessionEvent[] = [];
  const runner = createBashRunner({
    env: { ...process.env, ...juju.env },
    cwd: folder,
    carriedIn: () => ({ type: 'memory', folder: carried }),
    graceMilliseconds: 300,
  });
  const walker = startEngine(
    {
      session: emptySession([readRunbook(Buffer.from(document(effects)), 'book.md')]),
      log: {
        append(event) {
          journal.push(event);
          return { seq: journal.length, at: new Date(journal.length).toISOString() };
        },
      },
      runner,
      clock: createRealClock(),
      ask: createAsk(runner, folder),
      attemptFolder: (attempt, look) => {
        const own = join(folder, 'attempts', String(attempt), String(look ?? 'own'));
        mkdirSync(own, { recursive: true });
        return own;
      },
      release: async () => undefined,
    },
    {
      type: 'session-started',
      format: 2,
      handrail: '0',
      id: 's',
      mode: 'real',
      runbooks: [],
      host: 'h',
      user: 'u',
      bootId: undefined,
      faults: [],
      seed: 1,
    },
  );
  const made: JujuWalk = {
    juju,
    walker,
    journal,
    view: () => walker.store.getState(),
    async run(id) {
      const refused = await walker.send({ type: 'run', block: `book:${id}` });
      await walker.idle();
      return refused;
    },
    effects: () => (existsSync(effects) ? readFileSync(effects, 'utf8').trimEnd().split('\n') : []),
    standing: (id) => standingByRef(walker.store.getState().session, `book:${id}`),
    async end() {
      await walker.close();
      // Probes leave nothing behind.
      expect(readdirSync(folder).filter((name) => name.startsWith('probe-'))).toEqual([]);
      rmSync(folder, { recursive: true, force: true });
      juju.remove();
    },
  };
  open.push(made);
  await walker.send({ type: 'confirm-literals', values: {} });
  await walker.idle();
  return made;
}
