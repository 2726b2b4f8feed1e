import type { Gate } from '../../steps/model.ts';
import type { Answer, ConditionVerdict } from '../../steps/verdict.ts';
import type { Located } from '../../session/refs.ts';
import { gateCounts } from '../../session/routing.ts';
import type { Session } from '../../session/session.ts';
import { gateStandings, newestAttempt, type GateStanding } from '../../session/standing.ts';
import type { Marks, Tone } from '../theme.ts';
import type { Section } from './fold.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { flowing, hanging } from './wrap.ts';

/** Every gate of a block with its conditions: what was expected, what came. */
export function gateSection(
  session: Session,
  located: Located,
  marks: Marks,
  columns: number,
  rank: number,
): Section {
  // How it ended is told above the gates; that no gate could be judged for it needs no second telling.
  const isUnseen = newestAttempt(session, located.ref)?.outcome?.type === 'unknown';
  const lines = [
    ...gateStandings(session, located)
      .toSorted((one, other) => order(one) - order(other))
      .flatMap((standing) => gateLines(standing, isUnseen, marks, columns)),
    ...located.block.gates
      .filter((gate) => !gateCounts(session, located.runbook, gate))
      .flatMap((gate) => otherRoute(gate, columns)),
  ];
  return { name: 'the gates', lines, keep: 'first', least: 4, rank };
}

/** What the gates will look for, before anything ran. */
export function gateTexts(session: Session, located: Located, columns: number): readonly Line[] {
  return located.block.gates
    .filter((gate) => gateCounts(session, located.runbook, gate))
    .flatMap((gate) => hanging([span(`${gateHead(gate)} `)], clean(gate.text), columns));
}

export function gateHead({ hard }: Gate): string {
  return hard ? 'HARD GATE' : 'GATE';
}

/** What does not hold comes first: in few rows it is what has to be read. */
function order({ holds }: GateStanding): number {
  return { no: 0, open: 1, later: 2, yes: 3 }[holds];
}

function gateLines(
  standing: GateStanding,
  isUnseen: boolean,
  marks: Marks,
  columns: number,
): readonly Line[] {
  const { gate, verdict } = standing;
  const state = stateOf(standing);
  const head: Line = [
    span(`${marks.verdict[state.mark]} `, { tone: state.tone, bold: true }),
    span(`${gateHead(gate)} ${state.word}: `, { tone: state.tone }),
  ];
  const conditions = verdict?.conditions ?? [];
  const failing = conditions.filter(({ answer }) => answer !== 'yes');
  const holding = conditions.filter(({ answer }) => answer === 'yes');
  const why = verdict === undefined || verdict.answer === 'yes' ? '' : verdict.why;
  // A poll's end has a reason of its own; else the failing conditions say it already.
  const isSaid = isUnseen || why === '' || failing.some(({ text }) => why.includes(text));
  return [
    ...flowing(head, clean(gate.text), columns),
    ...[...failing, ...holding].flatMap((condition) => conditionLines(condition, marks, columns)),
    ...(isSaid || gate.type === 'attested'
      ? []
      : hanging([span('  why ', { tone: 'quiet' })], clean(why), columns)),
  ];
}

function conditionLines(
  { text, answer, came }: ConditionVerdict,
  marks: Marks,
  columns: number,
): readonly Line[] {
  const head: Line = [span(`  ${marks.verdict[answer]} `, { tone: toneOf(answer) })];
  const said = cleanRow(came);
  const wanted = cleanRow(text);
  return hanging(
    head,
    answer === 'yes'
      ? `${wanted}${said === '' ? '' : ` (came ${said})`}`
      : `${answerWord(answer)}: expected ${wanted}, came ${said === '' ? 'nothing' : said}`,
    columns,
  );
}

function otherRoute(gate: Gate, columns: number): readonly Line[] {
  return hanging(
    [span(`- ${gateHead(gate)} `, { tone: 'quiet' })],
    `only on the route "${cleanRow(gate.onlyWhen ?? '')}", not on this one: ${clean(gate.text)}`,
    columns,
    { tone: 'quiet' },
  );
}

function stateOf({ gate, verdict, attested }: GateStanding): {
  readonly mark: Answer | 'open';
  readonly word: string;
  readonly tone: Tone;
} {
  if (gate.type === 'attested') {
    if (attested === 'yes') return { mark: 'yes', word: 'holds, says a person', tone: 'good' };
    if (attested === 'no') return { mark: 'no', word: 'does not hold, says a person', tone: 'bad' };
    if (attested === 'later')
      return { mark: 'deferred', word: 'put off, says a person', tone: 'warning' };
    return { mark: 'open', word: 'for you to judge', tone: 'warning' };
  }
  if (verdict === undefined) return { mark: 'open', word: 'not judged yet', tone: 'quiet' };
  return { mark: verdict.answer, word: answerWord(verdict.answer), tone: toneOf(verdict.answer) };
}

export function answerWord(answer: Answer): string {
  switch (answer) {
    case 'yes':
      return 'holds';
    case 'no':
      return 'does not hold';
    case 'could-not-tell':
      return 'could not tell';
    case 'deferred':
      return 'deferred';
  }
}

function toneOf(answer: Answer): Tone {
  switch (answer) {
    case 'yes':
      return 'good';
    case 'no':
      return 'bad';
    case 'could-not-tell':
    case 'deferred':
      return 'warning';
  }
}
