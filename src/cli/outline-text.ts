import { sanitise } from '../session/sanitise.ts';
import type { Block, Gate, Runbook, Step } from '../steps/model.ts';

/**
 * How a document was read, for a person: a line a block, its gates below, then what is no command. No
 * line but a problem is wider than `columns`. What the document holds reaches the terminal sanitised.
 */
export function outlineText(runbook: Runbook, columns: number): string {
  const width = Math.max(40, columns);
  const lines = [
    `${runbook.id}  ${runbook.title}`,
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
  // A problem is what the reader came for: it is never cut.
  return [...lines, ...problemLines(runbook).map((line) => sanitise(line))].join('\n');
}

function stepLines(step: Step): string[] {
  const role = step.role === 'step' ? `step ${step.id}` : `${step.role} ${step.id}`;
  return [
    '',
    `${numbered(step.line)}  ${role}  ${step.title}`,
    ...(step.routing === undefined ? [] : [routingLine(step.routing)]),
    ...step.blocks.flatMap(blockLines),
    ...step.gates.map(gateLine),
  ];
}

function blockLines(block: Block): string[] {
  const kind = block.labelled ? block.kind : `${block.kind} (no label)`;
  const scope = block.scope === undefined ? '' : ` (${block.scope} scope)`;
  const where = block.place.type === 'elsewhere' ? `${block.location}, by hand` : block.location;
  const poll =
    block.poll === undefined
      ? []
      : [`          every ${block.poll.everySeconds} s, at most ${block.poll.atMost} times`];
  return [
    `${numbered(block.line)}    ${block.id}  ${kind}  ${where}${scope}  ${firstCommand(block.text)}`,
    ...block.cautions.map(({ line, object, text }) => {
      return `${numbered(line)}      caution, type ${object}: ${text}`;
    }),
    ...(block.routing === undefined ? [] : [routingLine(block.routing)]),
    ...poll,
    ...block.captures.map(
      ({ line, name, text }) => `${numbered(line)}      capture ${name}: ${text}`,
    ),
    ...block.gates.map(gateLine),
  ];
}

function gateLine(gate: Gate): string {
  const only = gate.onlyWhen === undefined ? '' : ` (${gate.onlyWhen} only)`;
  const hard = gate.hard ? ' hard' : '';
  return `${numbered(gate.line)}      gate, ${gate.type}${hard}${only}: ${understood(gate)}`;
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
  const lines = runbook.other.map(({ line, lang, reason }) => {
    return `${numbered(line)}    ${lang === '' ? 'code' : lang}: ${reason}`;
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

function numbered(line: number): string {
  return `${line}`.padStart(5);
}

function cut(line: string, width: number): string {
  return line.length > width ? `${line.slice(0, width - 3)}...` : line;
}
