import { sanitise } from '../session/sanitise.ts';
import type {
  Block,
  Gate,
  Placeholder,
  Runbook,
  SecretInputs,
  Step,
  Transfer,
} from '../steps/model.ts';
import { placeholderWants } from '../steps/placeholder-value.ts';
import { inputWords } from '../steps/secret-words.ts';

/**
 * How a document was read, for a person: what it came to, a line a block, its gates below, then what is no
 * command. No line but a problem is wider than `columns`. What the document holds reaches the terminal
 * sanitised.
 *
 * @param superseded what replaced the document, in a sentence
 */
export function outlineText(runbook: Runbook, columns: number, superseded?: string): string {
  // A problem is what the reader came for: it is never cut.
  const problems = problemLines(runbook).map((line) => sanitise(line));
  return [...understoodLines(runbook, columns, superseded), ...problems].join('\n');
}

/** The same without the problems: whoever says more of them says them elsewhere. */
export function understoodLines(
  runbook: Runbook,
  columns: number,
  superseded?: string,
): readonly string[] {
  const width = Math.max(40, columns);
  return [
    `${runbook.id}  ${runbook.title}`,
    ...(superseded === undefined ? [] : ['', ...wrapped(superseded, width)]),
    ...summary(runbook),
    ...runbook.literals.map(({ name, value, perRebuild, line }) => {
      const said = value === '' ? '(to be given)' : value;
      return `${numbered(line)}  literal ${name} = ${said}${perRebuild ? '  (per rebuild)' : ''}`;
    }),
    ...runbook.questions.map(({ line, text, options }) => {
      return `${numbered(line)}  question ${text} ${options.map((one) => one.text).join(' | ')}`;
    }),
    ...runbook.steps.flatMap(stepLines),
    ...otherLines(runbook),
  ].map((line) => cut(sanitise(line), width));
}

/** What a newcomer wants to know first, in two or three lines, and what the numbers at the left are. */
function summary({ steps, other, problems }: Runbook): string[] {
  const blocks = steps.flatMap((step) => step.blocks);
  if (blocks.length === 0) return ['', 'No command block was found: there is nothing to walk.', ''];
  const gates = steps.flatMap((step) => [
    ...step.gates,
    ...step.blocks.flatMap((one) => one.gates),
  ]);
  const changing = blocks.filter(({ mutates }) => mutates).length;
  const judged = gates.filter(({ type }) => type === 'machine').length;
  const code = other.filter(({ origin }) => origin === 'code').length;
  const inline = other.length - code;
  const rest = [
    ...(code > 0 ? [`${count(code, 'code block')} not offered as commands`] : []),
    ...(inline > 0 ? [`${count(inline, 'command')} in lists and tables not offered`] : []),
    ...(problems.length > 0 ? [`${count(problems.length, 'problem')}, named below`] : []),
  ];
  return [
    '',
    `${count(blocks.length, 'block')}: ${changing} may change something, ${blocks.length - changing} only read.`,
    `${count(gates.length, 'gate')}: ${judged} handrail judges, ${gates.length - judged} you answer.`,
    ...(rest.length > 0 ? [`${rest.join('; ')}.`] : []),
    '',
    ' line',
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function stepLines(step: Step): string[] {
  return [
    '',
    `${numbered(step.line)}  ${roleOf(step)}${step.title}`,
    ...(step.routing === undefined ? [] : [routingLine(step.routing)]),
    ...step.blocks.flatMap(blockLines),
    ...step.gates.map(gateLine),
  ];
}

/** A step without a number has its title for a name. */
function roleOf({ role, id }: Step): string {
  switch (role) {
    case 'step':
      return `step ${id}  `;
    case 'section':
      return 'section  ';
    case 'prerequisites':
    case 'rollback':
    case 'exit-gate':
      return '';
  }
}

function blockLines(block: Block): string[] {
  const kind = block.labelled ? block.kind : `${block.kind} (no label)`;
  const scope = block.scope === undefined ? '' : ` (${block.scope} scope)`;
  const where = block.place.type === 'elsewhere' ? `${block.location}, by hand` : block.location;
  const poll =
    block.poll === undefined
      ? []
      : [`          every ${block.poll.everySeconds} s, at most ${block.poll.atMost} times`];
  const moves = block.transfer === undefined ? [] : transferLines(block.transfer);
  const given = [
    ...(block.secrets === undefined ? [] : secretLines(block.secrets)),
    ...(block.sensitive ? ['          its output is kept nowhere'] : []),
  ];
  const below = [
    ...block.cautions.map(({ line, object, text }) => {
      return `${numbered(line)}      caution, you type ${object}: ${text}`;
    }),
    ...(block.routing === undefined ? [] : [routingLine(block.routing)]),
    ...block.captures.map(
      ({ line, name, text }) => `${numbered(line)}      capture ${name}: ${text}`,
    ),
    ...block.gates.map(gateLine),
  ];
  return [
    `${numbered(block.line)}    ${block.id}  ${kind}  ${where}${scope}${block.transfer === undefined ? `  ${firstCommand(block.text)}` : ''}`,
    ...poll,
    ...originLines(block),
    ...block.placeholders.map(placeholderLine),
    ...moves,
    ...given,
    // As they stand in the document.
    ...below.sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10)),
  ];
}

/** What the block was made of, when it does not stand in the document as it is run. */
function originLines({ origin }: Block): string[] {
  switch (origin) {
    case 'transcript':
      return ['          the commands of a transcript; what they printed is shown beside them'];
    case 'inline':
      return ['          a command that stands in a sentence, a list or a table'];
    case 'fence':
    case 'indented':
    case 'sentences':
      return [];
  }
}

function placeholderLine(placeholder: Placeholder): string {
  return placeholder.check === 'secret'
    ? `          refused: ${placeholder.text} stands for a secret`
    : `          asks for ${placeholder.text}: ${placeholderWants(placeholder)}`;
}

/** What goes where; a part that the document does not say is one of its problems. */
function transferLines({ source, target, owner, mode, refused }: Transfer): string[] {
  const said = (value: string): string => (value === '' ? '(not said)' : value);
  return [
    `          from ${said(source)}  to ${said(target)}`,
    `          owner ${said(owner)}  mode ${said(mode)}`,
    ...(refused === undefined ? [] : [`          does not run: ${refused}`]),
  ];
}

function secretLines({ inputs, remember, refused }: SecretInputs): string[] {
  return [
    ...inputs.map((input) => `          given ${inputWords(input)}`),
    ...(remember === 'never' ? ['          never remembered'] : []),
    ...(refused === undefined ? [] : [`          does not run: ${refused}`]),
  ];
}

function gateLine(gate: Gate): string {
  const only = gate.onlyWhen === undefined ? '' : ` (${gate.onlyWhen} only)`;
  const hard = gate.hard ? 'hard ' : '';
  const who = gate.type === 'machine' ? 'handrail judges' : 'you answer';
  return `${numbered(gate.line)}      ${hard}gate, ${who}${only}: ${understood(gate)}`;
}

function understood(gate: Gate): string {
  if (gate.type === 'attested') return gate.text;
  const yes = gate.conditions.map(({ text }) => text).join(' AND ');
  const no = gate.noWhen?.map(({ text }) => text).join(' AND ');
  const stable = gate.stableFor > 1 ? `, ${gate.stableFor} looks in a row` : '';
  return (no === undefined ? yes : `yes: ${yes}; no: ${no}`) + stable;
}

function routingLine(routing: NonNullable<Step['routing']>): string {
  const skip = routing.skipWhen === undefined ? '' : ` skipped when ${routing.skipWhen}`;
  const defer = routing.deferTo === undefined ? '' : ` deferred to ${routing.deferTo}`;
  return `${numbered(routing.line)}     ${skip}${skip !== '' && defer !== '' ? ',' : ''}${defer}`;
}

function otherLines(runbook: Runbook): string[] {
  if (runbook.other.length === 0) return [];
  const lines = runbook.other.map(({ origin, line, lang, text, reason }) => {
    const what = origin === 'inline' ? `\`${text}\`` : lang === '' ? 'code' : lang;
    return `${numbered(line)}    ${what}: ${reason}`;
  });
  return ['', '      not offered as commands', ...lines];
}

function problemLines(runbook: Runbook): string[] {
  if (runbook.problems.length === 0) return [];
  const lines = runbook.problems.map(({ line, message, nearest }) => {
    const form = nearest === undefined ? '' : ` (nearest form: ${nearest})`;
    return `${runbook.file}:${line}: ${message}${form}`;
  });
  return ['', ...lines];
}

/** The first line that does something; brackets and `set` around it are not it. */
function firstCommand(text: string): string {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  const found = lines.find((line) => !/^(?:#.*|[({ ]*|set -\S+)$/.test(line));
  return found ?? lines[0] ?? '';
}

/** Words into lines no wider than `width`, where no word is. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function numbered(line: number): string {
  return `${line}`.padStart(5);
}

function cut(line: string, width: number): string {
  return line.length > width ? `${line.slice(0, width - 3)}...` : line;
}
