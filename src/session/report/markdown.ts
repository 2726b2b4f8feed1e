import { blocksInMarkdown } from './markdown-blocks.ts';
import { cell, cellCode, code, table, words } from './markdown-text.ts';
import type { Report } from './model.ts';
import { anchor, answerText, count, instant, refWords } from './say.ts';

/** The whole report as a Markdown document, with a line feed at its end. */
export function reportInMarkdown(report: Report): string {
  const lines = [
    `# ${report.session.mode === 'training' ? 'TRAINING: report' : 'Report'} of the walk ${words(report.session.id)}`,
    '',
    ...trainingLines(report),
    ...verdictLines(report),
    ...headTable(report),
    ...section('Acceptance', acceptanceTable(report)),
    ...section('Exit gate', exitTable(report)),
    ...section('What was deferred', deferralTable(report)),
    ...section('Runbooks', runbookTable(report)),
    ...section('Targets', targetTable(report)),
    ...section('Passed over and answered by a person', wordTable(report)),
    ...section('End not seen', unknownTable(report)),
    ...section('Drifted', driftTable(report)),
    ...section('Captures: the as-built values', captureTable(report)),
    ...section('Literals, as confirmed', literalTable(report)),
    ...section('Notes', noteTable(report)),
    ...section('Repairs of the journal', repairTable(report)),
    ...section('What happened to the walk', storyTable(report)),
    ...blocksInMarkdown(report),
    ...section('Kept files', fileTable(report)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

function trainingLines({ session }: Report): readonly string[] {
  if (session.mode !== 'training') return [];
  const broken =
    session.faults.length === 0 ? '' : ` It was broken on purpose: ${session.faults.join(', ')}.`;
  return [
    `> **TRAINING.** Every answer in this report came from a simulated cloud; nothing in it touched a real machine, and no value in it is of one.${words(broken)}`,
    '',
  ];
}

function verdictLines(report: Report): readonly string[] {
  const { session } = report;
  const at = instant(session.lastEvent);
  switch (session.state) {
    case 'finished': {
      const gate = session.passed ? 'the exit gate **passed**' : 'the exit gate did **not pass**';
      return [`The walk was finished, and ${gate}.`, ''];
    }
    case 'left':
      return [`The walk was left before its end; its last event is of ${at}.`, ''];
    case 'broken-off':
      return [
        `The walk was broken off: it was neither finished nor left, and nobody walks it now. Its last event is of ${at}.`,
        '',
      ];
    case 'walking':
      return [
        `The walk was under way when this report was made (${words(session.holder ?? '')}); its last event is of ${at}.`,
        '',
      ];
  }
}

function headTable({ session, made, result }: Report): readonly string[] {
  const { journal } = session;
  const torn =
    journal.tornBytes === 0
      ? ''
      : `; its last line has no end (${count(journal.tornBytes, 'byte')}), and is left out here`;
  return table(
    ['', ''],
    [
      ['Mode', session.mode === 'training' ? '**TRAINING**, a simulated cloud' : 'real'],
      ['Who', cell(`${session.users.join(', ')} on ${session.host}`)],
      ['Began', instant(session.began)],
      ['Last event', instant(session.lastEvent)],
      ['Ended', session.ended === undefined ? 'not ended' : instant(session.ended)],
      [
        'Resumed',
        `${count(session.resumed, 'time')}, ${count(session.reboots, 'reboot')} in between`,
      ],
      ['Answers', cell(Object.entries(result.answers).map(asPair).join(', ') || 'none')],
      ['handrail', cell(session.handrail)],
      ['Journal', `${count(journal.events, 'event')}, ${count(journal.bytes, 'byte')}${torn}`],
      ['Hash of its last line', code(journal.lastHash)],
      ['This report', cell(`made ${instant(made.at)} by handrail ${made.handrail}`)],
    ],
  );
}

function asPair([name, value]: readonly [string, string]): string {
  return `${name}: ${value}`;
}

function runbookTable({ runbooks }: Report): readonly string[] {
  const isInGit = runbooks.some(({ git }) => git !== undefined);
  return [
    ...table(
      ['runbook', 'title', 'settled', 'file', 'sha256', ...(isInGit ? ['git'] : [])],
      runbooks.map(({ id, title, settled, of, file, sha256, git }) => [
        cell(id),
        cell(title),
        `${settled} of ${of}`,
        cellCode(file),
        code(sha256),
        ...(isInGit ? [cell(gitText(git))] : []),
      ]),
    ),
    ...revisionTable(runbooks),
  ];
}

/** The texts that the walk went on with after the one that it began with. */
function revisionTable(runbooks: Report['runbooks']): readonly string[] {
  const rows = runbooks.flatMap(({ id, revisions }) => revisions.map((each) => ({ id, ...each })));
  if (rows.length === 0) return [];
  const names = (ids: readonly string[]) => cell(ids.join(', '));
  return table(
    ['went on with', 'at', 'changed', 'new', 'gone', 'sha256', 'git'],
    rows.map(({ id, revision, at, changed, added, gone, sha256, git }) => [
      cell(`${id}, revision ${revision}`),
      instant(at),
      names(changed),
      names(added),
      names(gone),
      code(sha256),
      cell(gitText(git)),
    ]),
  );
}

function gitText(git: Report['runbooks'][number]['git']): string {
  if (git === undefined) return '';
  const branch = git.branch === undefined ? '' : ` on ${git.branch}`;
  return `${git.commit.slice(0, 12)}${branch}, ${git.clean ? 'clean' : 'not as committed'}`;
}

function targetTable({ targets }: Report): readonly string[] {
  return table(
    ['pinned', 'target', 'why another'],
    targets.map(({ at, target, reason }) => [instant(at), cellCode(target), cell(reason ?? '')]),
  );
}

/** A block, step or gate by its name; a link, where it is a block of the report or a gate of one. */
function link(report: Report, ref: string): string {
  const owner = ref.split('#')[0] ?? ref;
  const index = report.blocks.findIndex((block) => block.ref === owner);
  // Some results name a block without its runbook, or a step: then its first block is where to begin.
  const found =
    index === -1
      ? report.blocks.findIndex(
          ({ id, runbook, step }) => id === owner || `${runbook}:${step.id}` === owner,
        )
      : index;
  const name = cellCode(refWords(report, ref));
  return found === -1 ? name : `[${name}](#${anchor(found)})`;
}

function acceptanceTable(report: Report): readonly string[] {
  const rows = table(
    ['item', 'what is accepted', 'answer', 'why', 'evidence'],
    report.result.acceptance.map(({ id, text, state, reason, evidence }) => [
      cell(id),
      cell(text),
      `**${state.toUpperCase()}**`,
      cell(reason),
      evidenceLinks(report, evidence),
    ]),
  );
  return rows.length === 0 ? [] : [words(report.accepted ?? ''), '', ...rows];
}

/** Where it can be seen: each block once, with its newest attempt. */
function evidenceLinks(
  report: Report,
  evidence: Report['result']['acceptance'][number]['evidence'],
): string {
  const newest = new Map(
    evidence.map(({ runbook, block, attempt }) => [`${runbook}:${block}`, attempt]),
  );
  return [...newest]
    .map(([ref, attempt]) => {
      const run = attempt === undefined ? 'by word' : `attempt ${attempt}`;
      return `${link(report, ref)} ${run}`;
    })
    .join(', ');
}

/** Steps of two runbooks may have one name, `exit-gate` first of all. */
function exitTable({ result, runbooks }: Report): readonly string[] {
  const isOne = runbooks.length < 2;
  return table(
    [...(isOne ? [] : ['runbook']), 'step', 'item', 'answer', 'evidence'],
    result.exitGate.map(({ runbook, step, text, answer, why }) => [
      ...(isOne ? [] : [cell(runbook)]),
      cell(step),
      cell(text),
      `**${answerText[answer] ?? answer}**`,
      cell(why),
    ]),
  );
}

function deferralTable(report: Report): readonly string[] {
  return table(
    ['what', 'left to', 'by', 'state', 'why', 'evidence'],
    report.result.deferrals.map(({ runbook, block, to, by, state, overridden, why, evidence }) => [
      link(report, `${runbook}:${block}`),
      cell(to),
      cell(by),
      `**${state === 'elsewhere' ? 'NOT PASSED, left to others' : state.toUpperCase()}${overridden ? ', OVERRIDDEN' : ''}**`,
      cell(why),
      evidenceLinks(report, evidence),
    ]),
  );
}

function wordTable(report: Report): readonly string[] {
  return table(
    ['when', 'what', 'about', 'attempt', 'said', 'by'],
    report.words.map(({ at, type, about, attempt, said, by, user }) => [
      instant(at),
      type === 'overridden' ? '**OVERRIDDEN**' : wordTypes[type],
      link(report, about),
      attempt === 0 ? 'none' : String(attempt),
      cell(said),
      cell(by === undefined || by === 'operator' ? user : `${by}, nobody looked`),
    ]),
  );
}

const wordTypes = {
  overridden: 'overridden',
  skipped: 'skipped',
  attested: 'answered',
  'outcome-taken': 'end taken as',
} as const;

function unknownTable(report: Report): readonly string[] {
  return table(
    ['block', 'why'],
    report.unknown.map(({ block, why }) => [link(report, block), cell(why)]),
  );
}

function driftTable(report: Report): readonly string[] {
  return table(
    ['block', 'it had passed, and does not any more'],
    report.result.drifted.map(({ block, why }) => [link(report, block), cell(why)]),
  );
}

function captureTable(report: Report): readonly string[] {
  return table(
    ['name', 'value', 'from', 'attempt', 'when'],
    report.captures.map(({ name, value, block, attempt, at }) => [
      cellCode(name),
      cellCode(value),
      link(report, block),
      String(attempt),
      instant(at),
    ]),
  );
}

function literalTable({ literals }: Report): readonly string[] {
  return table(
    ['name', 'value', 'confirmed', 'by'],
    literals.map(({ name, value, at, user }) => [
      cellCode(name),
      value === '' ? '(none)' : cellCode(value),
      instant(at),
      cell(user),
    ]),
  );
}

function noteTable(report: Report): readonly string[] {
  return table(
    ['when', 'by', 'at', 'note'],
    report.notes.map(({ at, user, block, text }) => [
      instant(at),
      cell(user),
      block === undefined ? '' : link(report, block),
      cell(text),
    ]),
  );
}

function repairTable({ repairs }: Report): readonly string[] {
  return table(
    ['when', 'kept', 'set aside', 'in', 'attempts that nothing names'],
    repairs.map(({ at, kept, setAside, file, unnamed }) => [
      instant(at),
      count(kept, 'event'),
      count(setAside, 'line'),
      cellCode(file),
      unnamed.join(', ') || 'none',
    ]),
  );
}

function storyTable({ story }: Report): readonly string[] {
  return table(
    ['when', 'who', 'what'],
    story.map(({ at, user, what }) => [instant(at), cell(user), cell(what)]),
  );
}

/** Folded: hundreds of rows that only who checks them reads. */
function fileTable({ blocks }: Report): readonly string[] {
  const files = blocks.flatMap(({ attempts }) => attempts.flatMap(({ output }) => output.files));
  const rows = table(
    ['file', 'bytes', 'sha256'],
    files.map(({ file, bytes, sha256 }) => [cellCode(file), String(bytes), code(sha256)]),
  );
  if (rows.length === 0) return [];
  return [
    `<details><summary>${count(files.length, 'file')} below the session's folder, with sha256</summary>`,
    '',
    ...rows,
    '</details>',
  ];
}
