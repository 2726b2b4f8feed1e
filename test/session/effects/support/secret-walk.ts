import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startEngine, type EngineParts } from '../../../../src/session/effects/engine.ts';
import { Secret } from '../../../../src/secrets/secret.ts';
import type { SessionEvent } from '../../../../src/session/events.ts';
import { emptySession } from '../../../../src/session/session.ts';
import { standingByRef } from '../../../../src/session/standing.ts';
import { fold } from '../../../../src/session/update.ts';
import type { View } from '../../../../src/session/walker.ts';
import { readRunbook } from '../../../../src/steps/read-runbook.ts';
import { scriptedRunner, steppingClock, type Reply } from '../../../support/scripted-runner.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Five shares that can be told from everything else. */
export const shares = [1, 2, 3, 4, 5].map((number) =>
  Buffer.alloc(33, `canary-share-${number}-`).toString('base64'),
);

export const unsealBook = `# Book

## Step 1 -- unseal

**SECRET -- jumphost**
\`\`\`bash
unseal
\`\`\`

**INPUT:** 3 of 5 \`unseal share\`, a vault share, on standard input as json \`key\`. **REMEMBER:** never.
**GATE:** output contains \`UNSEALED\`.

## Step 2 -- after

**RUN -- jumphost**
\`\`\`bash
after
\`\`\`

## Step 3 -- two

**SECRET -- jumphost**
\`\`\`bash
change-passphrase
\`\`\`

**INPUT:** \`old passphrase\` at \`Old:\`.
**INPUT:** \`new passphrase\` at \`New:\` and \`Again:\`.
`;

export const opening: SessionEvent = {
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
};

export interface SecretWalkOptions {
  readonly document?: string;
  readonly failAppend?: (event: SessionEvent) => boolean;
  /** What the journal holds already: the walk is resumed. */
  readonly before?: readonly SessionEvent[];
  readonly folder?: string;
  readonly runner?: EngineParts['runner'];
  readonly ask?: EngineParts['ask'];
  readonly mode?: 'real' | 'training';
  readonly keeping?: EngineParts['keeping'];
  readonly standInSecret?: EngineParts['standInSecret'];
}

/** A walk whose blocks are played from a table, given secrets by hand. Every view that was shown is kept. */
export async function secretWalk(replies: readonly Reply[], options: SecretWalkOptions = {}) {
  const folder = options.folder ?? temporaryFolder();
  const journal: SessionEvent[] = [...(options.before ?? [])];
  const scripted = scriptedRunner(replies);
  const begins = { ...opening, mode: options.mode ?? 'real' } as SessionEvent;
  const walker = startEngine(
    {
      session: fold(
        emptySession([readRunbook(Buffer.from(options.document ?? unsealBook), 'book.md')]),
        journal.map((event, index) => ({ seq: index + 1, at: 'then', event })),
      ),
      log: {
        append(event) {
          if (options.failAppend?.(event) === true)
            throw new Error('The disk is full; free some space.');
          journal.push(event);
          return { seq: journal.length, at: new Date(journal.length * 1000).toISOString() };
        },
      },
      runner: options.runner ?? scripted,
      clock: steppingClock(),
      ask:
        options.ask ??
        (async () => ({ status: 127, stdout: '', stderr: 'juju: command not found' })),
      attemptFolder(attempt, place) {
        const own = join(folder, String(attempt).padStart(4, '0'));
        const wanted =
          place === undefined ? own : join(own, 'looks', String(place).padStart(3, '0'));
        mkdirSync(wanted, { recursive: true });
        return wanted;
      },
      ...(options.keeping === undefined ? {} : { keeping: options.keeping }),
      ...(options.standInSecret === undefined ? {} : { standInSecret: options.standInSecret }),
      release: async () => undefined,
    },
    options.before === undefined
      ? begins
      : { type: 'session-resumed', pid: 1, user: 'u', bootId: undefined, after: 'killed' },
  );
  const views: View[] = [walker.store.getState()];
  walker.store.subscribe((view) => views.push(view));
  if (options.before === undefined) await walker.send({ type: 'confirm-literals', values: {} });
  const view = () => walker.store.getState();
  return {
    walker,
    journal,
    runner: scripted,
    folder,
    views,
    view,
    asked: () => view().asked,
    attempt: () => view().session.attempts.at(-1),
    standing: (id: string) => standingByRef(view().session, `book:${id}`),
    types: () => journal.map(({ type }) => type),
    run: (id: string) => walker.send({ type: 'run', block: `book:${id}` }),
    /** Hands a text over and waits for the run that comes of it. */
    async give(text: string, holder?: string) {
      const secret = new Secret(Buffer.from(text));
      const refused = await walker.give(secret, holder);
      await walker.idle();
      return refused;
    },
    /** All that was written, and all that was shown. */
    traces: () => [JSON.stringify(journal), JSON.stringify(views), ...filesIn(folder)].join('\n'),
  };
}

export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [readFileSync(path, 'utf8')];
  });
}
