import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowed } from '../../src/session/allowed.ts';
import type { Intent } from '../../src/session/intents.ts';
import { isLeft, whyNotLeft } from '../../src/session/left-polls.ts';
import { locate, type Located } from '../../src/session/refs.ts';
import type { Session } from '../../src/session/session.ts';
import { nextBlock, standingByRef, standingOf } from '../../src/session/standing.ts';
import type { Walker } from '../../src/session/walker.ts';
import { slowOutput, sendOn, sayWhatBecame } from './torture-walk.ts';

const here = ' -- jumphost**';

/**
 * A walk beside two polls. The first runs out of its looks and is carried on, and may be left up to step 5; the
 * second is left up to the exit gate. A change that takes a while is made beside both, another one behind the
 * first. Each look leaves its folder in `taken`, each change its step and the name of its attempt's folder in `effects`.
 */
export function pollsBook(folder: string): string {
  const file = (name: string) => `'${join(folder, name)}'`;
  const effect = (id: number) => `echo "${id} \${HANDRAIL_ATTEMPT##*/}" >> ${file('effects')}`;
  const look = (name: string) =>
    `echo "$HANDRAIL_ATTEMPT" >> ${file('taken')}; cat ${file(name)} 2>/dev/null || echo NOTHING`;
  const slowly = 'for n in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "line $n of 12"; sleep 0.05; done';
  return [
    '# Polls\n',
    block(1, `RUN${here}`, effect(1), '**GATE:** exit status is 0.'),
    block(
      2,
      `POLL${here} every 1 s, at most 2 times`,
      look('first'),
      '**GATE:** the last line is `READY`, stable for 2 polls. **MEANWHILE:** go on up to step `5`.',
    ),
    block(
      3,
      `POLL${here} every 1 s, at most 40 times`,
      look('second'),
      '**GATE:** the last line is `UP`. **MEANWHILE:** go on.',
    ),
    block(
      4,
      `RUN${here}`,
      `${effect(4)}\n${slowly}`,
      `**GATE:** the last line is \`${slowOutput.trimEnd().split('\n').at(-1) ?? ''}\`.`,
    ),
    block(5, `RUN${here}`, effect(5), '**GATE:** exit status is 0.'),
    '## Exit gate\n',
    '- **GATE:** steps `1`, `2`, `3`, `4` and `5` passed.\n',
  ].join('\n');
}

/** The folder of each look that was ever taken of either poll, as its own block was told it, in order. */
export function looksTaken(folder: string): readonly string[] {
  const file = join(folder, 'taken');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/** Walks the book to its end from wherever the walk is: what may be left is left at once. */
export async function walkPollsToTheEnd(walker: Walker, folder: string): Promise<void> {
  const view = () => walker.store.getState();
  if (view().session.literals === undefined)
    await sendOn(walker, { type: 'confirm-literals', values: {} });
  while (view().session.state === 'walking') {
    const { session, live } = view();
    if (live !== undefined) {
      const waitedFor = locate(session, live.block);
      if (waitedFor !== undefined && whyNotLeft(waitedFor) === undefined)
        await sendOn(walker, { type: 'leave-poll', block: live.block });
      else await walker.idle();
      continue;
    }
    const next = nextBlock(session);
    if (next !== undefined && isLeft(session, next.ref)) {
      // Nothing but the second can be waited for then.
      if (standingByRef(session, 'polls:5/1') === 'passed') put(folder, 'second', 'UP');
      await untilOneEnds(walker);
      continue;
    }
    await sendOn(walker, next === undefined ? { type: 'finish' } : intentAt(session, next, folder));
  }
}

function intentAt(session: Session, next: Located, folder: string): Intent {
  const { ref, block: at } = next;
  const standing = standingOf(session, next);
  if (standing === 'unknown') return sayWhatBecame(session, ref, folder);
  if (standing !== 'failed' || at.poll === undefined) return { type: 'run', block: ref };
  if (ref === 'polls:2/1') put(folder, 'first', 'READY');
  const longer = { type: 'extend-poll', block: ref } as const;
  const refused = allowed(session, longer);
  if (refused !== undefined) throw new Error(refused);
  return longer;
}

function put(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, name), `${text}\n`);
}

/** Waits until one of the polls that were left running has ended. */
function untilOneEnds(walker: Walker): Promise<void> {
  const { background } = walker.store.getState().session;
  return new Promise((resolve) => {
    const stop = walker.store.subscribe(({ session }) => {
      if (background.every((number) => session.background.includes(number))) return;
      stop();
      resolve();
    });
  });
}

function block(id: number, label: string, script: string, after: string): string {
  return `## Step ${id} -- s\n\n**${label}\n\`\`\`bash\n${script}\n\`\`\`\n\n${after}\n`;
}
