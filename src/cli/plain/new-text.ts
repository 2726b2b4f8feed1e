import { allowed } from '../../session/allowed.ts';
import { changeRows, takeable } from '../../session/change-rows.ts';
import { documentSentence, type ChangedDocument } from '../../session/resume-facts.ts';
import type { Session } from '../../session/session.ts';
import { clean } from './lines.ts';
import { opening } from './opening.ts';
import { sendOrSay, type Next, type Talk } from './talk.ts';

/** A changed document block by block, as lines. */
export function documentLines(session: Session, document: ChangedDocument): readonly string[] {
  return [
    clean(documentSentence(document)),
    ...changeRows(session, document).map(
      ({ head, items }) => `  ${head}: ${items.map(clean).join('; ')}`,
    ),
  ];
}

/** Whether a new text of a runbook waits for the operator's word, and can be gone on with now. */
export function hasNewText({ walker }: Talk): boolean {
  const { documents, session } = walker.store.getState();
  const [first] = takeable(documents);
  if (first === undefined) return false;
  const { runbook, sha256 = '' } = first;
  return allowed(session, { type: 'take-revision', runbook, sha256 }) === undefined;
}

/**
 * Says what the files of the runbooks say now, unless it stands above already, and goes on with that or with the text
 * that the walk has, as the operator says. Values and questions that it brings are asked for at once.
 */
export async function atNewText(talk: Talk, isTold = false): Promise<Next> {
  const { walker, reader, print } = talk;
  for (const document of takeable(walker.store.getState().documents)) {
    const { runbook, sha256 = '' } = document;
    if (!isTold) {
      print('');
      documentLines(walker.store.getState().session, document).forEach(print);
    }
    const typed = await reader.ask(
      `[${clean(runbook)}] Enter goes on with the new text, k keeps the text it has, q leaves: `,
    );
    if (typed === undefined || typed.trim() === 'q') return 'leave';
    const type = /^k(?:eep)?$/i.test(typed.trim()) ? 'leave-revision' : 'take-revision';
    const isDone = await sendOrSay(talk, { type, runbook, sha256 });
    // Asked over and over, nobody would get to what is in its way; the next resume offers it again.
    if (!isDone) await walker.send({ type: 'leave-revision', runbook, sha256 });
  }
  return opening(talk);
}
