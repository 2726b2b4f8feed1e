import { openDeferrals, type Deferral } from '../../session/deferrals.ts';
import { deferralSentence } from '../../session/deferral-words.ts';
import { exitItems, type ExitItem } from '../../session/exit-gate.ts';
import { putOffTo } from '../../session/put-off.ts';
import { clean } from './lines.ts';
import { askHolds, askReason, sendOrSay, type Next, type Talk } from './talk.ts';

/** After the last block: the gates that stand with no block, one by one, and then the end of the walk. */
export async function atExit(talk: Talk): Promise<Next> {
  const items = exitItems(talk.walker.store.getState().session);
  const open = items.find(({ answer }) => answer === 'open');
  if (open !== undefined) return attestItem(talk, open);
  const fails = items.find(({ answer }) => answer === 'no');
  if (fails !== undefined) return failedItem(talk, fails);
  const [deferral] = openDeferrals(talk.walker.store.getState().session);
  if (deferral !== undefined) return openDeferral(talk, deferral);
  return (await sendOrSay(talk, { type: 'finish' })) ? 'on' : 'leave';
}

async function attestItem(talk: Talk, item: ExitItem): Promise<Next> {
  talk.print('');
  talk.print(`GATE: ${clean(item.gate.text)}`);
  const { session } = talk.walker.store.getState();
  const to = putOffTo(session, item.ref);
  const said = await askHolds(talk, item.step.id, to);
  if (said === undefined) return 'leave';
  await sendOrSay(talk, { type: 'attest', gate: item.ref, answer: said });
  return 'on';
}

async function failedItem(talk: Talk, item: ExitItem): Promise<Next> {
  talk.print('');
  talk.print(`GATE: ${clean(item.gate.text)}`);
  talk.print(`  It does not hold: ${clean(item.why)}`);
  const again = item.gate.type === 'attested' ? ['y it holds now'] : [];
  const over = item.gate.hard ? [] : ['o passes over it'];
  if (again.length + over.length > 0) talk.print(`  ${[...again, ...over].join(', ')}`);
  const typed = await talk.reader.ask(`[${item.step.id}] Enter asks again, q leaves: `);
  switch (typed?.trim()) {
    case undefined:
    case 'q':
      return 'leave';
    case 'y':
      await sendOrSay(talk, { type: 'attest', gate: item.ref, answer: 'yes' });
      return 'on';
    case 'o': {
      const reason = await askReason(
        talk,
        'Why does the walk pass over this gate? The reason stays in the record.',
      );
      if (reason !== undefined)
        await sendOrSay(talk, { type: 'override', owner: item.ref, reason });
      return 'on';
    }
    default:
      return 'on';
  }
}

/** What no gate asks for and is not made up for: the end waits for it, or for a reason. */
async function openDeferral(talk: Talk, entry: Deferral): Promise<Next> {
  talk.print('');
  talk.print(`  ${clean(deferralSentence(entry))}`);
  talk.print('  o passes over it');
  const typed = await talk.reader.ask(`[${entry.id}] Enter asks again, q leaves: `);
  if (typed === undefined || typed.trim() === 'q') return 'leave';
  if (typed.trim() !== 'o') return 'on';
  const reason = await askReason(
    talk,
    'Why does the walk pass over what was deferred? The reason stays in the record.',
  );
  if (reason !== undefined) await sendOrSay(talk, { type: 'override', owner: entry.owner, reason });
  return 'on';
}
