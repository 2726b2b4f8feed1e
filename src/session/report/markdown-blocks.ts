import { cell, cellCode, code, fence, paragraph, table, words } from './markdown-text.ts';
import type { AttemptReport, BlockReport, GateReport, OutputEnd, Report } from './model.ts';
import { anchor, answerText, count, instant, lookText, span, standingText } from './say.ts';

/** Every block of the walk in the order of its documents, with each attempt. */
export function blocksInMarkdown(report: Report): readonly string[] {
  const titles = new Map(report.runbooks.map(({ id, title }) => [id, title]));
  return report.blocks.flatMap((block, index) => {
    const before = report.blocks[index - 1];
    const { runbook, step } = block;
    const isNew = before?.runbook !== runbook;
    return [
      ...(isNew ? [`## ${words(`${runbook}: ${titles.get(runbook) ?? ''}`)}`, ''] : []),
      ...(isNew || before.step.id !== step.id
        ? [`### ${words(stepName(step.id, step.title))}`, '']
        : []),
      `<a id="${anchor(index)}"></a>`,
      '',
      ...blockLines(block),
    ];
  });
}

/** A heading without a number has an id made of its own words, which says nothing more. */
function stepName(id: string, title: string): string {
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return slug.startsWith(id) ? title : `${id} ${title}`;
}

function blockLines(block: BlockReport): readonly string[] {
  const scope = block.scope === undefined ? '' : ` (${block.scope} scope)`;
  const kind = block.kind.toUpperCase();
  const standing = standingText[block.standing] ?? block.standing;
  return [
    `#### ${words(`${block.id} ${kind} on ${block.location}${scope}`)}: ${standing}`,
    '',
    ...(block.why === undefined ? [] : [`${paragraph(capital(block.why))}.`, '']),
    ...(block.attempts.length === 0 ? ['Not started.', ''] : []),
    ...block.attempts.flatMap((attempt) => attemptLines(attempt)),
  ];
}

function attemptLines(attempt: AttemptReport): readonly string[] {
  return [
    `**${headOf(attempt)}**, started ${instant(attempt.startedAt)} by ${words(attempt.user)}, took ${span(attempt.seconds)}: it ${words(attempt.outcome)}.`,
    '',
    ...scriptLines(attempt),
    ...gateTable(attempt.gates),
    ...lookTable(attempt),
    ...roundTable(attempt),
    ...captureLines(attempt),
    ...(attempt.environment === undefined || attempt.environment === ''
      ? []
      : [`Left behind for later blocks: ${words(attempt.environment)}.`, '']),
    ...outputLines(attempt),
  ];
}

function headOf({ number, recheck, extends: earlier }: AttemptReport): string {
  const what = recheck ? 'Looked at again, attempt' : 'Attempt';
  return `${what} ${number}${earlier === undefined ? '' : `, which carries on attempt ${earlier}`}`;
}

function scriptLines({ command }: AttemptReport): readonly string[] {
  const { script, masked, via, stdin, given, changes, filled } = command;
  const how = via === 'juju-ssh' ? 'shipped by juju ssh' : 'in bash, as written';
  const secrets = given.length === 0 ? '' : `; given unseen: ${given.join('; ')}`;
  const facts = `${changes ? 'May change something' : 'Only reads'}, ${how}, standard input: ${stdin === 'null' ? 'empty' : stdin}${secrets}`;
  return [
    `${words(facts)}.`,
    ...(filled.length === 0
      ? []
      : [
          `Given by the operator: ${filled.map(({ placeholder, value }) => `${code(placeholder)} is ${code(value)}`).join(', ')}.`,
        ]),
    ...(masked ? ['Something in it looks like a secret and is masked here.'] : []),
    '',
    ...fence(script, 'bash'),
    '',
  ];
}

function gateTable(gates: readonly GateReport[]): readonly string[] {
  return table(
    ['gate', 'answer', 'why'],
    gates.map(({ text, hard, answer, why }) => [
      `${hard ? '(hard) ' : ''}${cell(text)}`,
      `**${answerText[answer] ?? answer}**`,
      // What holds as it is written need not be read twice.
      why === text.replace(/\.$/, '') ? 'as written' : cell(why),
    ]),
  );
}

function lookTable({ looks }: AttemptReport): readonly string[] {
  return table(
    ['looks', 'at', 'state', 'answer'],
    looks.map(({ from, to, fromSeconds, toSeconds, state, answer }) => [
      from === to ? String(from) : `${from} to ${to}`,
      from === to ? span(fromSeconds) : `${span(fromSeconds)} to ${span(toSeconds)}`,
      state === '' ? 'nothing' : cellCode(state),
      lookText[answer] ?? answer,
    ]),
  );
}

function roundTable({ rounds }: AttemptReport): readonly string[] {
  return table(
    ['given', 'brought by', 'what it said', 'end'],
    rounds.map(({ number, holder, state, outcome }) => [
      String(number),
      cell(holder ?? 'the operator'),
      cellCode(state),
      cell(outcome),
    ]),
  );
}

function captureLines({ captures, captureFailures }: AttemptReport): readonly string[] {
  const lines = [
    ...captures.map(({ name, value }) => `- captured ${code(name)}: ${code(value)}`),
    ...captureFailures.map((text) => `- not captured: ${words(text)}`),
  ];
  return lines.length === 0 ? [] : [...lines, ''];
}

function outputLines({ output }: AttemptReport): readonly string[] {
  const { said, tails } = output;
  return [
    ...(said === undefined ? [] : [`${paragraph(capital(said))}.`, '']),
    ...tails.flatMap((tail) => [endWords(tail), '', ...fence(tail.lines.join('\n'), 'text'), '']),
  ];
}

function endWords({ stream, bytes, lines, more }: OutputEnd): string {
  const name = stream === 'stdout' ? 'Output' : 'Error output';
  const part = more ? `the last ${count(lines.length, 'line')}` : 'all of it';
  return `${name}, ${count(bytes, 'byte')}, ${part}:`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
