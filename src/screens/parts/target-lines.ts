import { otherDialect } from '../../session/juju-dialect.ts';
import type { Located } from '../../session/refs.ts';
import type { Session } from '../../session/session.ts';
import type { TargetCheck } from '../../session/walker.ts';
import { needsFor, previewFor } from './per-session.ts';
import { cleanRow, span, type Line } from './span.ts';
import { hanging } from './wrap.ts';

/** What a block would change things in, as far as it was asked, and what speaks against it there. */
export function targetLines(
  session: Session,
  located: Located,
  check: TargetCheck | undefined,
  columns: number,
): readonly Line[] {
  return [
    ...(check?.block === located.ref ? checkLines(check, columns) : []),
    ...dialectLines(session, located, columns),
  ];
}

function checkLines({ state, says }: TargetCheck, columns: number): readonly Line[] {
  const words = cleanRow(says);
  switch (state) {
    case 'asking':
      return hanging([span('target '), span('? ', { tone: 'quiet' })], words, columns, {
        tone: 'quiet',
      });
    case 'same':
      return says === ''
        ? []
        : hanging([span('target ', { bold: true })], `${words}, as pinned`, columns);
    case 'differs':
      return hanging([span('ANOTHER TARGET ', { bold: true, tone: 'bad' })], words, columns);
    case 'not-known':
      return hanging([span('target not known ', { bold: true, tone: 'warning' })], words, columns);
  }
}

/** The words of another Juju fail at best; it is better to see it before Enter. */
function dialectLines(session: Session, located: Located, columns: number): readonly Line[] {
  const juju = session.targets['juju'];
  if (juju?.type !== 'juju' || !needsFor(session, located).juju || juju.version === '') return [];
  const says = otherDialect(previewFor(session, located).script, juju.version);
  return says === undefined
    ? []
    : hanging([span('other juju ', { bold: true, tone: 'warning' })], cleanRow(says), columns);
}
