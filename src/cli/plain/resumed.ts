import { ageText } from '../../screens/parts/words.ts';
import { recheckRows, recheckTotals } from '../../session/recheck-rows.ts';
import {
  endWords,
  foundSince,
  journalSentences,
  recheckStart,
  type ResumeFacts,
} from '../../session/resume-facts.ts';
import type { Session } from '../../session/session.ts';
import { standingOf } from '../../session/standing.ts';
import { documentLines } from './new-text.ts';
import { clean, outcomeWords, standingWords } from './lines.ts';
import type { Next, Talk } from './talk.ts';

/** How a walk was found that is taken up, as lines. */
export function resumedLines(session: Session, facts: ResumeFacts): readonly string[] {
  const names = Object.keys(session.environment.lost);
  return [
    `Left ${ageText(facts.away)}: ${endWords(facts)}.`,
    ...foundSince(session, facts).map(({ located, attempt, as }) => {
      const end =
        as === 'running' || attempt?.outcome === undefined
          ? ''
          : `: ${outcomeWords(attempt.outcome)}`;
      return clean(
        `  ${located.block.id} ${foundWords[as]}${end} ${standingWords[standingOf(session, located)]}`,
      );
    }),
    ...facts.documents.flatMap((document) => documentLines(session, document)),
    ...(names.length === 0
      ? []
      : [`The carried environment is gone: ${names.map(clean).join(', ')}`]),
    ...journalSentences(facts).map(clean),
  ];
}

/** Looks again at the checks that had passed, where that is safe by itself; Ctrl-C skips them. */
export async function recheckByLines({ walker, reader, print }: Talk): Promise<Next> {
  const start = recheckStart(walker.store.getState().session);
  if (start.type === 'none') return 'on';
  if (start.type === 'offered') {
    print(`Checks that had passed are not looked at again: ${start.why}.`);
    return 'on';
  }
  print('Looking again at the checks that had passed, reading only; Ctrl-C skips them.');
  const refused = await walker.send({ type: 'recheck' });
  if (refused !== undefined) {
    print(`  Not done: ${clean(refused)}`);
    return 'on';
  }
  const end = await reader.during(walker.idle(), () => {
    print('    skipping them ...');
    void walker.send({ type: 'cancel' });
  });
  const view = walker.store.getState();
  for (const [ref, why] of Object.entries(view.rechecks?.left ?? {}))
    print(`  ${clean(ref)} was not looked at: ${clean(why)}`);
  print(`${recheckTotals(recheckRows(view))}.`);
  return end === 'left' ? 'leave' : 'on';
}

const foundWords = {
  running: 'is still running',
  ended: 'ended meanwhile',
  unknown: 'began, and its end was not seen',
  'looks-only': 'was cut off; it only reads',
} as const;
