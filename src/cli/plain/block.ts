import { allowed } from '../../session/allowed.ts';
import { whyFailed } from '../../session/why-failed.ts';
import type { Intent } from '../../session/intents.ts';
import { whyNotLeft } from '../../session/left-polls.ts';
import { fallbackBelow, rollbackBlocks } from '../../session/outline.ts';
import { cautionsNow } from '../../session/preview.ts';
import { askedPlaceholders } from '../../session/placeholders.ts';
import { putOffTo } from '../../session/put-off.ts';
import { gateRef, locate, type Located } from '../../session/refs.ts';
import { gateStandings, newestAttempt, standingOf } from '../../session/standing.ts';
import { mayHaveDone, unknownWays, type UnknownWay } from '../../screens/parts/unknown-ways.ts';
import { instantText } from '../../screens/parts/words.ts';
import { blockText, clean } from './lines.ts';
import { atOtherTarget } from './login.ts';
import { giveValues, isOpen } from './placeholders.ts';
import { askHolds, askReason, sendOrSay, showOutput, type Next, type Talk } from './talk.ts';

/** One thing an operator can answer at a block. */
interface Choice {
  readonly key: string;
  readonly says: string;
  readonly act: () => Promise<unknown>;
}

/** Shows the block the walk is at, asks what to do with it, and does that. */
export async function atBlock(talk: Talk, located: Located, isShown: boolean): Promise<Next> {
  const { session } = talk.walker.store.getState();
  if (!isShown) blockText(session, located).forEach(talk.print);
  switch (standingOf(session, located)) {
    case 'attest':
      return attest(talk, located);
    case 'failed': {
      const attempt = newestAttempt(session, located.ref);
      if (attempt !== undefined) showOutput(talk, attempt.number);
      talk.print(`  It failed: ${clean(whyFailed(session, located.ref))}`);
      return choose(talk, located, 'Enter asks again', [
        { key: 'r', says: 'runs it again', act: () => run(talk, located) },
        ...changing(talk, located),
        ...longer(talk, located),
        ...fallback(talk, located),
        ...words(talk, located),
        ...rollback(talk),
      ]);
    }
    case 'unknown':
      return endNotSeen(talk, located);
    case 'waiting':
    case 'running':
    case 'passed':
    case 'skipped':
    case 'deferred':
    case 'overridden':
    case 'optional':
      return waiting(talk, located);
  }
}

/** Looking first, then what takes a risk or a person's word; a way that is closed says why. */
async function endNotSeen(talk: Talk, located: Located): Promise<Next> {
  const { session } = talk.walker.store.getState();
  const attempt = newestAttempt(session, located.ref);
  if (attempt !== undefined) showOutput(talk, attempt.number);
  const { outcome } = attempt ?? {};
  const why = outcome?.type === 'unknown' ? `: ${clean(outcome.reason)}` : '';
  talk.print(
    `  It was started ${instantText(attempt?.startedAt ?? '')} and its end was not seen${why}.`,
  );
  if (attempt !== undefined) talk.print(`  ${mayHaveDone(attempt)}`);
  const choices = unknownWays(session, located).flatMap((way): readonly Choice[] => {
    talk.print(`  ${wayKeys[way.type]}  ${clean(way.refused ?? way.says)}`);
    if (way.refused !== undefined) return [];
    return [{ key: wayKeys[way.type], says: '', act: () => go(talk, located, way) }];
  });
  return choose(talk, located, 'One of these, Enter asks again', choices);
}

const wayKeys = { look: 'l', again: 'r', done: 'd', failed: 'f' } as const;

async function go(talk: Talk, located: Located, way: UnknownWay): Promise<void> {
  switch (way.type) {
    case 'look': {
      const check = locate(talk.walker.store.getState().session, way.block ?? '');
      return check === undefined ? undefined : run(talk, check);
    }
    case 'again':
      return offer(talk, located);
    case 'done':
    case 'failed':
      return take(talk, located, way.type);
  }
}

async function waiting(talk: Talk, located: Located): Promise<Next> {
  const { session } = talk.walker.store.getState();
  const refused = allowed(session, { type: 'run', block: located.ref });
  const rest = [...changing(talk, located), ...words(talk, located)];
  if (refused !== undefined && isOpen(session, located))
    return choose(talk, located, 'Enter asks for what it leaves open', [
      { key: '', says: '', act: () => giveValues(talk, located) },
      ...words(talk, located),
    ]);
  if (refused !== undefined) {
    talk.print(`  It can not be run: ${clean(refused)}`);
    return choose(talk, located, 'Enter asks again', rest);
  }
  const enter = located.block.cautions.length > 0 ? 'Enter asks for its name' : 'Enter runs it';
  return choose(talk, located, enter, [
    { key: '', says: '', act: () => run(talk, located) },
    ...runningOn(talk, located),
    ...rest,
  ]);
}

/** A poll that its runbook lets run on: the walk goes on beside it at once. */
function runningOn(talk: Talk, located: Located): readonly Choice[] {
  if (whyNotLeft(located) !== undefined) return [];
  return [
    {
      key: 'b',
      says: 'runs it and leaves it running',
      async act() {
        await run(talk, located);
        const isWaitedFor = talk.walker.store.getState().live?.block === located.ref;
        if (isWaitedFor) await sendOrSay(talk, { type: 'leave-poll', block: located.ref });
      },
    },
  ];
}

/** A poll whose looks ran out can be waited for as long once more. */
function longer(talk: Talk, { ref }: Located): readonly Choice[] {
  const intent = { type: 'extend-poll', block: ref } as const;
  if (allowed(talk.walker.store.getState().session, intent) !== undefined) return [];
  return [{ key: 'w', says: 'waits as long once more', act: () => sendOrSay(talk, intent) }];
}

/** What else there is, and one short line: where we are, what Enter does, the way out. */
async function choose(
  talk: Talk,
  { block }: Located,
  enter: string,
  choices: readonly Choice[],
): Promise<Next> {
  const named = choices.filter(({ says }) => says !== '').map(({ key, says }) => `${key} ${says}`);
  if (named.length > 0) talk.print(`  ${named.join(', ')}`);
  const typed = await talk.reader.ask(`[${block.id}] ${enter}, q leaves: `);
  if (typed === undefined || typed.trim() === 'q') return 'leave';
  const chosen = choices.find(({ key }) => key === typed.trim());
  if (chosen !== undefined) await chosen.act();
  else if (typed.trim() !== '') talk.print(`  "${clean(typed)}" is none of the answers.`);
  return 'on';
}

/** Skip, override and note, as far as they are allowed here. */
function words(talk: Talk, { ref }: Located): readonly Choice[] {
  const { session } = talk.walker.store.getState();
  const given = async (question: string, make: (reason: string) => Intent): Promise<void> => {
    const reason = await askReason(talk, question);
    if (reason !== undefined) await sendOrSay(talk, make(reason));
  };
  const all: readonly (Choice & { readonly intent: (reason: string) => Intent })[] = [
    {
      key: 's',
      says: 'skips it',
      intent: (reason) => ({ type: 'skip', block: ref, reason }),
      act() {
        return given('Why is it skipped? The reason stays in the record.', this.intent);
      },
    },
    {
      key: 'o',
      says: 'passes over its gate',
      intent: (reason) => ({ type: 'override', owner: ref, reason }),
      act() {
        return given(
          'Why does the walk pass over this gate? The reason stays in the record.',
          this.intent,
        );
      },
    },
    {
      key: 'n',
      says: 'notes something',
      intent: (text) => ({ type: 'note', text, block: ref }),
      act() {
        return given('Your note stays in the record.', this.intent);
      },
    },
  ];
  return all.filter(({ intent }) => allowed(session, intent('a reason')) === undefined);
}

function fallback(talk: Talk, located: Located): readonly Choice[] {
  const { session } = talk.walker.store.getState();
  const below = fallbackBelow(session, located);
  if (below === undefined || allowed(session, { type: 'run', block: below.ref }) !== undefined)
    return [];
  return [{ key: 'f', says: `runs its fallback ${below.block.id}`, act: () => offer(talk, below) }];
}

function rollback(talk: Talk): readonly Choice[] {
  const blocks = rollbackBlocks(talk.walker.store.getState().session);
  if (blocks.length === 0) return [];
  return [{ key: 'b', says: 'lists the rollback', act: () => chooseRollback(talk, blocks) }];
}

async function chooseRollback(talk: Talk, blocks: readonly Located[]): Promise<void> {
  for (const { block, step } of blocks) talk.print(`  ${block.id}  ${clean(step.title)}`);
  const typed = await talk.reader.ask('  Type the id of one to see it; Enter alone goes back: ');
  const chosen = blocks.find(({ block }) => block.id === typed?.trim());
  if (chosen !== undefined) await offer(talk, chosen);
  else if (typed !== undefined && typed.trim() !== '')
    talk.print(`  ${clean(typed)} is not in the list.`);
}

/** What was given for its placeholders can be given anew. */
function changing(talk: Talk, located: Located): readonly Choice[] {
  if (askedPlaceholders(located).length === 0) return [];
  return [{ key: 'i', says: 'gives other values', act: () => giveValues(talk, located) }];
}

/** A block off the way is shown in full before Enter runs it. */
async function offer(talk: Talk, located: Located): Promise<void> {
  const { session } = talk.walker.store.getState();
  if (isOpen(session, located) && !(await giveValues(talk, located))) return;
  blockText(talk.walker.store.getState().session, located).forEach(talk.print);
  const typed = await talk.reader.ask(
    `[${located.block.id}] Type run to run it; Enter alone goes back: `,
  );
  if (typed?.trim() === 'run') await run(talk, located);
}

async function run(talk: Talk, located: Located): Promise<void> {
  const { block, ref } = located;
  const caution = cautionsNow(talk.walker.store.getState().session, located)[0];
  // Without a name to type it does not start, and that is said.
  if (caution === undefined || caution.object === '')
    return start(talk, { type: 'run', block: ref });
  const typed = await talk.reader.ask(
    `[${block.id}] Type ${clean(caution.object)} to run it; Enter alone goes back: `,
  );
  if (typed === undefined || typed.trim() === '') return;
  await start(talk, { type: 'run', block: ref, typed });
}

async function start(talk: Talk, intent: Intent): Promise<void> {
  if (!(await sendOrSay(talk, intent))) await atOtherTarget(talk);
}

async function take(talk: Talk, { ref }: Located, as: 'done' | 'failed'): Promise<void> {
  const reason = await askReason(talk, 'How do you know? The reason stays in the record.');
  if (reason !== undefined) await sendOrSay(talk, { type: 'take-outcome', block: ref, as, reason });
}

async function attest(talk: Talk, located: Located): Promise<Next> {
  const { session } = talk.walker.store.getState();
  const open = gateStandings(session, located).find(({ holds }) => holds === 'open');
  const attempt = newestAttempt(session, located.ref);
  if (open === undefined || attempt === undefined) return 'on';
  showOutput(talk, attempt.number);
  talk.print(`  GATE: ${clean(open.gate.text)}`);
  const gate = gateRef(located.ref, open.index);
  const said = await askHolds(talk, located.block.id, putOffTo(session, gate));
  if (said === undefined) return 'leave';
  await sendOrSay(talk, { type: 'attest', gate, answer: said });
  return 'on';
}
