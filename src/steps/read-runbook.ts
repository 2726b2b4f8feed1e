import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { assemble } from './assemble.ts';
import { codeBlocksOf } from './code-blocks.ts';
import { deadProblems } from './dead-uses.ts';
import { readFlow } from './flow.ts';
import type { FlowItem } from './flow.ts';
import { plainText } from './inline.ts';
import type { Heading, Problem, ProblemTopic, Runbook } from './model.ts';

/**
 * Reads a Markdown document as a runbook. Never throws, whatever the bytes: what can not be
 * understood stands in `problems`, and every code block stands in a step or in `other`. `file` is only
 * a name here; nothing is opened.
 */
export function readRunbook(bytes: Uint8Array | string, file: string): Runbook {
  const { source, wellFormed } = decode(bytes);
  const flow = readFlow(source);
  const front = frontMatter(flow);
  const { literals, survey, steps, other, problems } = assemble(flow, front.cwd);
  const runbook = {
    id: front.id ?? idOf(file),
    title: front.title ?? titleOf(flow) ?? idOf(file),
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    headings: headingsOf(flow),
    code: codeBlocksOf(flow, steps, other),
    literals,
    questions: survey.questions,
    scopes: survey.scopes,
    dead: survey.dead,
    replaces: survey.replaces,
    steps,
    other,
    problems,
  };
  const all = [
    ...documentProblems(source, flow, wellFormed),
    ...front.problems,
    ...problems,
    ...deadProblems(runbook),
  ];
  return { ...runbook, problems: all.sort((left, right) => left.line - right.line) };
}

function decode(bytes: Uint8Array | string): { source: string; wellFormed: boolean } {
  if (typeof bytes === 'string') {
    return { source: bytes.replace(/^\uFEFF/, ''), wellFormed: bytes.isWellFormed() };
  }
  try {
    return { source: new TextDecoder('utf-8', { fatal: true }).decode(bytes), wellFormed: true };
  } catch {
    return { source: new TextDecoder('utf-8').decode(bytes), wellFormed: false };
  }
}

/** The file's name without folder and extension. */
function idOf(file: string): string {
  const name = file.replace(/^.*[/\\]/, '').replace(/\.[^.]+$/, '');
  return name === '' ? 'runbook' : name;
}

function headingsOf(flow: readonly FlowItem[]): readonly Heading[] {
  return flow.flatMap((item) =>
    item.type === 'heading'
      ? [{ line: item.line, depth: item.depth, text: plainText(item.text) }]
      : [],
  );
}

/**
 * The first H1, unless shell comments pose as headings: then there are several, and none opens the
 * document.
 */
function titleOf(flow: readonly FlowItem[]): string | undefined {
  const items = flow.filter((item) => item.type !== 'front-matter');
  const tops = items.filter((item) => item.type === 'heading' && item.depth === 1);
  const first = tops[0];
  if (first?.type !== 'heading') return undefined;
  if (items[0] !== first && tops.length > 1) return undefined;
  const title = plainText(first.text);
  return title === '' ? undefined : title;
}

interface FrontMatter {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly cwd: string | undefined;
  readonly problems: readonly Problem[];
}

function frontMatter(flow: readonly FlowItem[]): FrontMatter {
  const item = flow[0];
  const nothing = { id: undefined, title: undefined, cwd: undefined, problems: [] };
  if (item?.type !== 'front-matter') return nothing;
  const message = 'the front matter is not understood as YAML';
  const topic = 'front-matter-not-understood' as const;
  const problem = { topic, line: item.line, message, nearest: 'id: phase-07' };
  try {
    const read: unknown = parse(item.text, {
      prettyErrors: false,
      maxAliasCount: 10,
      logLevel: 'error',
    });
    if (read === null || read === undefined) return nothing;
    if (typeof read !== 'object') return { ...nothing, problems: [problem] };
    const fields = read as Record<string, unknown>;
    const id = wordOf(fields['id']);
    const usable = id === undefined || /^[A-Za-z0-9][\w.-]{0,79}$/.test(id);
    const badId = {
      topic,
      line: item.line,
      message: `"${id}" can not be an id`,
      nearest: 'id: phase-07',
    };
    return {
      id: usable ? id : undefined,
      title: wordOf(fields['title']),
      cwd: wordOf(fields['cwd']),
      problems: [...(usable ? [] : [badId]), ...otherShell(fields['shell'], item.line)],
    };
  } catch {
    return { ...nothing, problems: [problem] };
  }
}

/** Runme's front matter may name a shell; all blocks run in bash here. */
function otherShell(shell: unknown, line: number): Problem[] {
  const word = wordOf(shell);
  if (word === undefined || /^(?:\S*\/)?(?:ba)?sh$/.test(word)) return [];
  const message = `the front matter wants the shell ${word.slice(0, 60)}; handrail runs bash`;
  return [{ topic: 'attribute-not-honoured', line, message, nearest: undefined }];
}

function wordOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value).trim();
  return word === '' ? undefined : word;
}

function documentProblems(
  source: string,
  flow: readonly FlowItem[],
  wellFormed: boolean,
): Problem[] {
  const problems: Problem[] = [];
  const say = (topic: ProblemTopic, message: string): void => {
    problems.push({ topic, line: 1, message, nearest: undefined });
  };
  if (!wellFormed) say('not-text', 'the document is not UTF-8; what is not stands as \uFFFD');
  if (source.includes('\0')) say('not-text', 'the document holds NUL bytes; it may not be text');
  if (/\r\n/.test(source)) say('carriage-returns', 'lines end with CR LF; blocks run with LF');
  const tops = flow.filter((item) => item.type === 'heading' && item.depth === 1).length;
  if (tops > 2 && !flow.some((item) => item.type === 'code')) {
    say(
      'lost-fences',
      'no code block, and several headings of the first level: shell comments that lost their fences?',
    );
  }
  return problems;
}
