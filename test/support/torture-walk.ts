import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitItems } from '../../src/session/exit-gate.ts';
import type { Intent } from '../../src/session/intents.ts';
import { gateRef } from '../../src/session/refs.ts';
import type { Session } from '../../src/session/session.ts';
import { gateStandings, newestAttempt, nextBlock, standingOf } from '../../src/session/standing.ts';
import type { Walker } from '../../src/session/walker.ts';

const block = (id: number, label: string, script: string, after: string) =>
  `## Step ${id} -- s\n\n**${label} -- jumphost**\n\`\`\`bash\n${script}\n\`\`\`\n\n${after}\n`;

/** A walk with one of everything: a capture, two changes, a person's answer, an override, a skip, an exit gate. */
export function tortureBook(folder: string): string {
  const effect = (id: number) => `echo ${id} >> '${join(folder, 'effects')}'`;
  return [
    '# Torture\n',
    block(1, 'CHECK (read-only)', 'echo beef', '**CAPTURE:** `found` is line 1 of the output.'),
    block(2, 'RUN', `${effect(2)}; echo "$found"`, '**GATE:** output contains `beef`.'),
    block(3, 'CHECK (read-only)', 'echo look', '**GATE:** a person likes it.'),
    block(4, 'RUN', `${effect(4)}; exit 3`, '**GATE:** output contains `good`.'),
    block(5, 'RUN', effect(5), '**GATE:** exit status is 0.'),
    block(6, 'RUN', `${effect(6)}; echo done`, '**GATE:** the last line is `done`.'),
  ].join('\n');
}

/** How often each block of the book had its effect. */
export function effectsIn(folder: string): Readonly<Record<string, number>> {
  const file = join(folder, 'effects');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return Object.fromEntries(
    ['2', '4', '5', '6'].map((id) => [id, lines.filter((line) => line === id).length]),
  );
}

/** What the operator of this walk does next: never the same change twice, unless it is known not to have happened. */
function nextIntent(session: Session, folder: string): Intent {
  const next = nextBlock(session);
  if (next === undefined) {
    const open = exitItems(session).find(({ answer }) => answer === 'open');
    return open === undefined
      ? { type: 'finish' }
      : { type: 'attest', gate: open.ref, answer: 'yes' };
  }
  const { ref } = next;
  switch (standingOf(session, next)) {
    case 'attest': {
      const open = gateStandings(session, next).find(({ holds }) => holds === 'open');
      return { type: 'attest', gate: gateRef(ref, open?.index ?? 0), answer: 'yes' };
    }
    case 'failed':
      return newestAttempt(session, ref)?.taken === undefined
        ? { type: 'override', owner: ref, reason: 'it is meant to fail' }
        : { type: 'run', block: ref };
    case 'unknown': {
      const happened = (effectsIn(folder)[next.step.id] ?? 0) > 0;
      return {
        type: 'take-outcome',
        block: ref,
        as: happened ? 'done' : 'failed',
        reason: 'looked at the file',
      };
    }
    case 'waiting':
    case 'running':
    case 'passed':
    case 'skipped':
    case 'deferred':
    case 'overridden':
    case 'optional':
      return next.step.id === '5'
        ? { type: 'skip', block: ref, reason: 'not in this test' }
        : { type: 'run', block: ref };
  }
}

/** Walks the book to its end from wherever the walk is. */
export async function walkToTheEnd(walker: Walker, folder: string): Promise<void> {
  await walker.idle();
  if (walker.store.getState().session.literals === undefined)
    await walker.send({ type: 'confirm-literals', values: {} });
  while (walker.store.getState().session.state === 'walking') {
    const refused = await walker.send(nextIntent(walker.store.getState().session, folder));
    if (refused !== undefined) throw new Error(refused);
    await walker.idle();
  }
}
