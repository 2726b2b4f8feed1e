import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitItems } from '../../src/session/exit-gate.ts';
import type { BlockRef } from '../../src/session/events.ts';
import type { Intent } from '../../src/session/intents.ts';
import { gateRef } from '../../src/session/refs.ts';
import type { Session } from '../../src/session/session.ts';
import { gateStandings, newestAttempt, nextBlock, standingOf } from '../../src/session/standing.ts';
import type { Walker } from '../../src/session/walker.ts';

const block = (id: number, label: string, script: string, after: string) =>
  `## Step ${id} -- s\n\n**${label}\n\`\`\`bash\n${script}\n\`\`\`\n\n${after}\n`;

/** What the slow block prints, line by line, long after a handrail that was killed is gone. */
export const slowOutput = Array.from({ length: 12 }, (_, line) => `line ${line + 1} of 12\n`).join(
  '',
);

/**
 * A walk with one of everything: a capture, changes, a person's answer, an override, a skip, a poll, a change
 * that goes on for a while, one that fails and is run again, an exit gate. Each change leaves its number and
 * the name of its attempt's folder in one file.
 */
export function tortureBook(folder: string): string {
  const effect = (id: number) =>
    `echo "${id} \${HANDRAIL_ATTEMPT##*/}" >> '${join(folder, 'effects')}'`;
  const here = ' -- jumphost**';
  const slowly = 'for n in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "line $n of 12"; sleep 0.05; done';
  return [
    '# Torture\n',
    block(
      1,
      `CHECK (read-only)${here}`,
      'echo beef',
      '**CAPTURE:** `found` is line 1 of the output.',
    ),
    block(2, `RUN${here}`, `${effect(2)}; echo "$found"`, '**GATE:** output contains `beef`.'),
    block(3, `CHECK (read-only)${here}`, 'echo look', '**GATE:** a person likes it.'),
    block(4, `RUN${here}`, `${effect(4)}; exit 3`, '**GATE:** output contains `good`.'),
    block(5, `RUN${here}`, effect(5), '**GATE:** exit status is 0.'),
    block(
      6,
      `RUN${here}`,
      `${effect(6)}\n${slowly}`,
      '**GATE:** the last line is `line 12 of 12`.',
    ),
    block(
      7,
      `POLL${here} every 1 s, at most 3 times`,
      'echo UP',
      '**GATE:** output contains `UP`.',
    ),
    block(
      8,
      `RUN${here}`,
      `${effect(8)}; [ -e '${join(folder, 'mended')}' ]`,
      '**GATE:** exit status is 0.',
    ),
  ].join('\n');
}

/** Every effect that any block had, in order: the step and the attempt that had it. */
export function effectsIn(
  folder: string,
): readonly { readonly step: string; readonly attempt: number }[] {
  const file = join(folder, 'effects');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return lines.map((line) => {
    const [step = '', attempt = ''] = line.split(' ');
    return { step, attempt: Number(attempt) };
  });
}

/** An end that nobody saw: whether the change was made stands in the file. */
export function sayWhatBecame(session: Session, block: BlockRef, folder: string): Intent {
  const attempt = newestAttempt(session, block)?.number;
  const happened = effectsIn(folder).some((effect) => effect.attempt === attempt);
  return {
    type: 'take-outcome',
    block,
    as: happened ? 'done' : 'failed',
    reason: 'looked at the file',
  };
}

/** Sends what has to be done, or throws. A death between a block's end and the keeping of its environment is said once. */
export async function sendOn(walker: Walker, intent: Intent): Promise<void> {
  let refused = await walker.send(intent);
  if (refused?.includes('Enter again') === true) refused = await walker.send(intent);
  if (refused !== undefined) throw new Error(refused);
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
      if (next.step.id === '8') {
        writeFileSync(join(folder, 'mended'), '');
        return { type: 'run', block: ref };
      }
      return newestAttempt(session, ref)?.taken === undefined
        ? { type: 'override', owner: ref, reason: 'it is meant to fail' }
        : { type: 'run', block: ref };
    case 'unknown':
      return sayWhatBecame(session, ref, folder);
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
    await sendOn(walker, nextIntent(walker.store.getState().session, folder));
    await walker.idle();
  }
}
