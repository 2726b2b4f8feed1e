import { statSync } from 'node:fs';
import { isSecretValue, safeHead } from '../../secrets/secret-value.ts';
import type { Secret } from '../../secrets/secret.ts';
import { judge } from '../../steps/judge.ts';
import type { Block, Gate, Stream } from '../../steps/model.ts';
import type { Evidence, Verdict } from '../../steps/verdict.ts';
import { quoted } from '../../steps/quoted.ts';
import { takeCaptures } from '../../steps/take-captures.ts';
import type { Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { readWhole, tailFile } from './output-file.ts';
import { cutStreams } from './output-limit.ts';
import { isInMemory, streamFile } from './output-place.ts';

/** A gate reads at most this much of an output; a larger one can not be judged and the gate fails. */
const judgedBytes = 64 * 1024 * 1024;

/** What a run left behind, read once from its folder and judged by the block's gates. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  readonly captures: Readonly<Record<string, string>>;
  readonly captureFailures: readonly string[];
}

/**
 * Judges a finished run. A run whose end nobody saw, or whose output is too large, passes nothing. It is judged by what
 * it printed, and quoted without what is secret of that.
 */
export function judgeRun(
  session: Session,
  block: Block,
  folder: string,
  outcome: Outcome,
  secrets: readonly Secret[] = [],
): Judgement {
  const unseen = nothingToJudge(folder, outcome);
  if (unseen !== undefined) return unjudged(block, unseen);
  const unread = readsOutput(block) ? (cutOutput(folder) ?? tooLarge(folder)) : undefined;
  const evidence = {
    ...readEvidence(session, folder, outcome, readsOutput(block) && unread === undefined),
    quote: block.sensitive ? notQuoted : masking(secrets),
  };
  const blind = unread === undefined ? undefined : unjudged(block, unread);
  const taken = blind ?? takeSafely(block, evidence, secrets);
  const withNew = { ...evidence, captures: { ...evidence.captures, ...taken.captures } };
  return {
    verdicts: block.gates.map((gate, index) => {
      const open = readsOutputOf(gate) ? blind?.verdicts[index] : undefined;
      return open ?? judge(gate, withNew);
    }),
    captures: taken.captures,
    captureFailures: taken.captureFailures,
  };
}

/** As it was judged, but that nothing is a yes, and each verdict tells why. */
export function failedBecause(judgement: Judgement, why: string): Judgement {
  return {
    ...judgement,
    verdicts: judgement.verdicts.map((verdict) => ({
      ...verdict,
      answer: verdict.answer === 'yes' ? 'no' : verdict.answer,
      why,
    })),
  };
}

/** Every gate fails closed with the same reason. */
export function unjudged(block: Block, why: string): Judgement {
  return {
    verdicts: block.gates.map(() => ({ answer: 'could-not-tell', why, conditions: [] })),
    captures: {},
    captureFailures: block.captures.map(({ name }) => `${name}: ${why}`),
  };
}

function nothingToJudge(folder: string, outcome: Outcome): string | undefined {
  if (outcome.type === 'not-started') return `it did not start: ${outcome.reason}`;
  if (outcome.type === 'unknown') return `its end was not seen: ${outcome.reason}`;
  return lostOutput(folder);
}

function readEvidence(
  session: Session,
  folder: string,
  outcome: Outcome,
  isRead: boolean,
): Evidence {
  const read = (name: Stream): string =>
    isRead ? readWhole(streamFile(folder, name), judgedBytes).text : '';
  return {
    stdout: read('stdout'),
    stderr: read('stderr'),
    exitStatus: outcome.type === 'exited' ? outcome.status : undefined,
    captures: Object.fromEntries(
      Object.entries(session.captures).map(([name, { value }]) => [name, value]),
    ),
  };
}

/** Whether a gate or a capture looks at what was printed: else it is not read, however much it is. */
function readsOutput({ captures, gates }: Block): boolean {
  return captures.length > 0 || gates.some(readsOutputOf);
}

/** Whether a gate is about what was printed. */
export function readsOutputOf(gate: Gate): boolean {
  const conditions = gate.type === 'machine' ? [...gate.conditions, ...(gate.noWhen ?? [])] : [];
  return conditions.some(({ type }) => type !== 'exit-status' && type !== 'passed');
}

/** What is captured stands in the journal and in the script of each block that reads it: no secret may. */
function takeSafely(
  block: Block,
  evidence: Evidence,
  secrets: readonly Secret[],
): Pick<Judgement, 'captures' | 'captureFailures'> {
  const told = block.captures.filter(({ pattern }) => !block.sensitive || pattern !== undefined);
  const { values, failures } = takeCaptures(told, evidence);
  const isSafe = ([name, value]: [string, string]) => !isSecretValue(name, value, secrets);
  const all = Object.entries(values);
  return {
    captures: Object.fromEntries(all.filter(isSafe)),
    captureFailures: [
      ...failures,
      ...all.filter((one) => !isSafe(one)).map(([name]) => `\`${name}\` ${LOOKS_SECRET}`),
      ...block.captures
        .filter((capture) => !told.includes(capture))
        .map(({ name }) => `\`${name}\` ${NOT_TOLD}`),
    ],
  };
}

const LOOKS_SECRET =
  'was not captured: its value looks like a secret, which would stand in the journal; use it in the block that gets it, or ask for it in a SECRET block';
const NOT_TOLD =
  'was not captured: of a block whose output is sensitive only what is `matching` a pattern is kept; say which';

function masking(secrets: readonly Secret[]): NonNullable<Evidence['quote']> {
  return (text, name) => quoted(safeHead(text, secrets, name));
}

function notQuoted(text: string): string {
  const length = text.length;
  return text === '' ? 'nothing' : `${length} character${length === 1 ? '' : 's'}, not kept`;
}

/** Asked before it is read: what can not be judged need not be in memory. */
function tooLarge(folder: string): string | undefined {
  const sizes = streams.map((name) => tailFile(streamFile(folder, name), 1).size);
  return Math.max(...sizes) > judgedBytes
    ? `its output is larger than ${judgedBytes / 1024 / 1024} MiB and can not be judged`
    : undefined;
}

/** What was cut away may be the very line that a gate is about. */
function cutOutput(folder: string): string | undefined {
  const cut = cutStreams(folder);
  if (cut.length === 0) return undefined;
  const names = cut
    .map((name) => (name === 'stdout' ? 'output' : 'error output'))
    .join(' and its ');
  return `its ${names} grew past the limit and was cut, so what it printed can not be judged`;
}

/** A file that is gone is no empty output: that something does not stand in it proves nothing. */
function lostOutput(folder: string): string | undefined {
  const lost = streams.find((name) => {
    return statSync(streamFile(folder, name), { throwIfNoEntry: false })?.isFile() !== true;
  });
  if (lost === undefined) return undefined;
  return isInMemory(folder)
    ? 'its output was in memory alone and is gone'
    : `the file of its ${lost} is gone`;
}

const streams: readonly Stream[] = ['stdout', 'stderr'];
