import { nameInScript, type Command } from '../../steps/command.ts';
import { placeholderWants, secretRefusal } from '../../steps/placeholder-value.ts';
import type { Block } from '../../steps/model.ts';
import { deadLines, holdsDead } from '../../session/dead-values.ts';
import { cautionsNow } from '../../session/preview.ts';
import { diagnosedBy } from '../../session/diagnosis.ts';
import { locatedBlocks, type Located } from '../../session/refs.ts';
import { newestAttempt } from '../../session/standing.ts';
import { inputWords } from '../../steps/secret-words.ts';
import type { Session } from '../../session/session.ts';
import type { Section } from './fold.ts';
import { commandLines, scriptLines } from './script.ts';
import { clean, cleanRow, span, type Line } from './span.ts';
import { hiddenCharacters } from './visible.ts';
import { kindWords, placeWords } from './words.ts';
import { breakSpans, hanging } from './wrap.ts';

/** Which parts of a block matter most, by name; the others come after in their order. */
export type Ranks = Readonly<Partial<Record<string, number>>>;

/** What a block is and what exactly would run: the same on the walk and before a confirmation. */
export function blockSections(
  session: Session,
  located: Located,
  command: Command,
  columns: number,
  ranks: Ranks,
): readonly Section[] {
  const { block } = located;
  return [
    part('the block', metaLines(session, located, command, columns), 2, ranks),
    part('the script', scriptLines(block, command, columns, deadLines(session, command)), 6, ranks),
    {
      ...part('the line that ships it', shipLines(command, columns), 0, ranks),
      heading: [span('the line that ships it', { tone: 'quiet' })],
    },
    part('the warnings', warningLines(session, located, command, columns), 4, ranks),
    part('what to expect', expectLines(located, columns), 1, ranks),
  ];
}

export function part(name: string, lines: readonly Line[], least: number, ranks: Ranks): Section {
  return { name, lines, keep: 'first', least, rank: ranks[name] ?? 50 };
}

function stdinWords({ stdin }: Command): string {
  switch (stdin) {
    case 'null':
      return 'stdin empty';
    case 'tty':
      return 'on a terminal of its own';
    case 'secret':
      return 'stdin is a secret, typed unseen';
  }
}

/** What it will be given; that it is asked for comes after Enter. */
function inputLines({ secrets, sensitive }: Block, columns: number): readonly Line[] {
  const given = (secrets?.inputs ?? []).flatMap((input) =>
    hanging([span('given ', { tone: 'quiet' })], cleanRow(inputWords(input)), columns),
  );
  const kept = sensitive ? hanging([], 'its output is kept nowhere', columns) : [];
  return [...given, ...kept];
}

function metaLines(
  session: Session,
  located: Located,
  command: Command,
  columns: number,
): readonly Line[] {
  const { block } = located;
  const begins = command.environment === 'clean' ? ', starts clean' : '';
  const who = block.scope === undefined ? '' : `, ${cleanRow(block.scope)} scope${begins}`;
  const input = stdinWords(command);
  return [
    ...hanging([], kindWords(block), columns, {
      bold: true,
      tone: block.mutates ? 'warning' : 'good',
    }),
    ...hanging([], `${placeWords(block)}${who}; ${input}`, columns),
    ...transferLines(located, columns),
    ...inputLines(block, columns),
    ...diagnosisLines(session, located, columns),
    ...routeLines(located, columns),
    ...command.uses.flatMap(({ name, value, from }) =>
      hanging([span('uses ', { tone: 'quiet' })], `${name}=${cleanRow(value)} (${from})`, columns),
    ),
    ...placeholderLines(block, command, columns),
    ...command.missing
      .filter((name) => !block.placeholders.some(({ text }) => text === name))
      .flatMap((name) => missingLine(session, name, columns)),
    ...(block.poll?.stopOn ?? []).flatMap(({ text }) =>
      hanging([span('stops at once when ', { tone: 'quiet' })], cleanRow(text), columns),
    ),
    ...otherValues(session, located, command, columns),
  ];
}

/** What stands in the place of placeholders, and what those that are open wait for. */
function placeholderLines(block: Block, command: Command, columns: number): readonly Line[] {
  return block.placeholders.flatMap((placeholder) => {
    const { text, check } = placeholder;
    const given = command.filled?.find((one) => one.text === text);
    if (given !== undefined)
      return hanging(
        [span('given ', { tone: 'quiet' })],
        `${cleanRow(text)} = ${given.value} (marked = in the script)`,
        columns,
      );
    return check === 'secret'
      ? hanging(
          [span('refused ', { tone: 'bad', bold: true })],
          secretRefusal(cleanRow(text)),
          columns,
        )
      : hanging(
          [span('asks for ', { tone: 'warning', bold: true })],
          `${cleanRow(text)}: ${placeholderWants(placeholder)}`,
          columns,
        );
  });
}

/** Why it is not on the way, and when it is offered. */
function diagnosisLines(session: Session, located: Located, columns: number): readonly Line[] {
  const polls = diagnosedBy(session, located).map(({ block }) => cleanRow(block.id));
  return polls.length === 0
    ? []
    : hanging(
        [span('diagnosis ', { tone: 'quiet' })],
        `finds out why ${polls.join(' or ')} does not come; d leads here when that failed, and it is not on the way`,
        columns,
      );
}

/** What goes where: the script below says it too, over many rows. */
function transferLines({ block }: Located, columns: number): readonly Line[] {
  if (block.transfer === undefined) return [];
  const { source, target, owner, mode, refused } = block.transfer;
  const place = `${source || '(not said)'} to ${target || '(not said)'}`;
  const rights = `owner ${owner || '(not said)'}, mode ${mode || '(not said)'}`;
  return [
    ...hanging([span('from ', { tone: 'quiet' })], cleanRow(`${place}, ${rights}`), columns),
    ...(refused === undefined
      ? []
      : hanging([span('refused ', { tone: 'bad', bold: true })], cleanRow(refused), columns)),
  ];
}

/** Which block gives the value that is missing. */
function missingLine(session: Session, name: string, columns: number): readonly Line[] {
  return hanging(
    [span('missing ', { tone: 'bad', bold: true })],
    `${cleanRow(nameInScript(name))} has no value yet${fromWhere(session, name)}`,
    columns,
  );
}

export function fromWhere(session: Session, name: string): string {
  const giver = locatedBlocks(session).find(({ block }) =>
    block.captures.some((capture) => capture.name === name),
  );
  return giver === undefined ? '' : `; ${giver.block.id} finds it`;
}

/** What the document says about when it runs, before any route is chosen. */
function routeLines({ block, step }: Located, columns: number): readonly Line[] {
  const routing = block.routing ?? step.routing;
  const left = routing?.deferTo === undefined ? 'left out' : `left to ${cleanRow(routing.deferTo)}`;
  return [
    ...(routing?.skipWhen === undefined
      ? []
      : hanging([], `${left} when ${cleanRow(routing.skipWhen)}`, columns, { tone: 'quiet' })),
    ...(block.kind === 'fallback' && block.fallbackWhen === 'no'
      ? hanging([], 'only on a plain no of the block above', columns, { tone: 'quiet' })
      : []),
    ...(block.idempotent && block.mutates
      ? hanging([], twice(block), columns, { tone: 'quiet' })
      : []),
  ];
}

/** A transfer replaces its target by a rename alone; of anything else the runbook has to say it. */
function twice(block: Block): string {
  return block.transfer === undefined
    ? 'the runbook says that running it twice is safe'
    : 'running it twice is safe';
}

/** What would run now is not what ran then when a value has changed since. */
function otherValues(
  session: Session,
  { ref }: Located,
  command: Command,
  columns: number,
): readonly Line[] {
  const attempt = newestAttempt(session, ref);
  if (attempt === undefined || attempt.command.runs === command.runs) return [];
  const text = `Attempt ${attempt.number} ran with other values than these.`;
  return hanging([], text, columns, { tone: 'warning' });
}

function shipLines(command: Command, columns: number): readonly Line[] {
  return command.via === 'bash' ? [] : commandLines(command.runs, columns);
}

function warningLines(
  session: Session,
  located: Located,
  command: Command,
  columns: number,
): readonly Line[] {
  const dead = holdsDead(session, located);
  const hidden = hiddenCharacters(command.script);
  const note =
    hidden === 0
      ? []
      : hanging(
          [],
          `${hidden} characters of this script can not be seen on a screen; they are written as <U+...>.`,
          columns,
          { tone: 'bad', bold: true },
        );
  return [
    ...note,
    ...(dead === undefined
      ? []
      : hanging([span('DEAD VALUE ', { tone: 'bad', bold: true })], clean(dead), columns)),
    ...cautionsNow(session, located).flatMap(({ text }) =>
      hanging([span('CAUTION ', { tone: 'bad', bold: true })], clean(text), columns),
    ),
  ];
}

function expectLines(located: Located, columns: number): readonly Line[] {
  return [
    ...goodLines(located, columns),
    // The sentence begins with the name.
    ...located.block.captures.flatMap(({ text }) =>
      hanging([span('CAPTURE ', { tone: 'quiet' })], clean(text), columns),
    ),
  ];
}

/** What a good output looks like, in the document's words and in the sample that it shows. */
export function goodLines({ block }: Located, columns: number): readonly Line[] {
  return [
    ...block.expect.flatMap((text) =>
      hanging([span('expect ', { tone: 'quiet' })], clean(text), columns),
    ),
    ...sampleLines(block, columns),
  ];
}

/** What the document shows as its output, apart from what came: rows as they stand there, for columns to stay in line. */
function sampleLines({ sample }: Block, columns: number): readonly Line[] {
  if (sample === undefined) return [];
  const indent = Math.min(SAMPLE.length, Math.max(0, columns - 8));
  const rows = clean(sample)
    .split('\n')
    .flatMap((row) => breakSpans([span(row, { tone: 'quiet' })], Math.max(1, columns - indent)));
  return rows.map((row, index) => [
    span((index === 0 ? SAMPLE : '').padEnd(indent).slice(0, indent), { tone: 'quiet' }),
    ...row,
  ]);
}

const SAMPLE = 'sample ';
