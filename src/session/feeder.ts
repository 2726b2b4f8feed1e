import type { SecretPrompt } from '../steps/model.ts';
import { quoted } from '../steps/quoted.ts';
import { loginTroubleOf } from './login-trouble.ts';
import { isNamedPrompt } from './named-prompt.ts';
import { collapseReturns } from './output-lines.ts';
import { promptAtEnd } from './prompt.ts';
import { sanitise } from './sanitise.ts';

/** What is typed for a program, and where. */
export interface FeedPlan {
  /** In the order in which they come; `feed` is the place of the secret that answers it. */
  readonly prompts: readonly { readonly feed: number; readonly prompt: SecretPrompt }[];
  /** The program may run elsewhere, where this terminal proves nothing: then silence has to come as well. */
  readonly isFar: boolean;
  readonly patience: FeedPatience;
  /** Makes what a program printed fit to be quoted. */
  readonly mask: (text: string) => string;
}

/** Milliseconds. */
export interface FeedPatience {
  /** For each prompt, from the start or the answer before; output in between does not extend it. */
  readonly prompt: number;
  /** For the terminal to stop showing what is typed, once the prompt is there. */
  readonly echo: number;
  /** Of silence behind a question that is not named. */
  readonly unnamed: number;
  /** Of silence behind a prompt that comes from afar. */
  readonly silence: number;
}

/** Whether the terminal shows what is typed, as far as that was looked at since it last said something. */
export type Echo = 'unknown' | 'on' | 'off';

/** Where the feeding of one block stands. Times in milliseconds. */
export interface Feeder {
  /** How many prompts have been answered. */
  readonly answered: number;
  /** The end of what was said since the last answer. Raw. */
  readonly tail: string;
  /** When it began to wait for the next prompt. */
  readonly since: number;
  readonly saidAt: number;
}

/** What is to be done next. */
export type FeederTurn =
  /** Nothing before something is said; or, at the latest, before `until`. */
  | { readonly type: 'waits'; readonly until: number | undefined }
  /** Find out whether the terminal shows what is typed. */
  | { readonly type: 'looks' }
  /** Type this secret, now and once. */
  | { readonly type: 'types'; readonly feed: number }
  /** Stop the block; `why` is the clause that says so. */
  | { readonly type: 'stops'; readonly why: string };

/** Between two looks at a terminal that still shows what is typed, milliseconds. */
const LOOK_EVERY = 20;
/** Longer than any prompt. Characters. */
const TAIL = 4096;

/** The feeding of a block that begins now. */
export function feederAt(now: number): Feeder {
  return { answered: 0, tail: '', since: now, saidAt: now };
}

/** Something was said; pieces of any size make the same whole. */
export function heard(feeder: Feeder, text: string, now: number): Feeder {
  return { ...feeder, tail: (feeder.tail + text).slice(-TAIL), saidAt: now };
}

/** The prompt at hand was answered: what was said before counts no more. */
export function answered(feeder: Feeder, now: number): Feeder {
  return { answered: feeder.answered + 1, tail: '', since: now, saidAt: now };
}

/** Somebody else had the terminal until now: every wait begins anew. */
export function resumed(feeder: Feeder, now: number): Feeder {
  return { ...feeder, since: now, saidAt: now };
}

/** What to do now. Pure: the same answers whoever asks, and as often as they ask. */
export function feederTurn(plan: FeedPlan, feeder: Feeder, echo: Echo, now: number): FeederTurn {
  const { patience, prompts } = plan;
  const line = lastLine(feeder.tail);
  const awaited = prompts[feeder.answered];
  if (isJujuLogin(line)) return { type: 'stops', why: jujuWords(plan, line) };
  if (awaited !== undefined && isNamedPrompt(line, awaited.prompt))
    return atPrompt(plan, feeder, echo, now);
  const again = prompts
    .slice(0, feeder.answered)
    .find(({ prompt }) => feeder.tail.includes('\n') && isNamedPrompt(line, prompt));
  if (again !== undefined) return { type: 'stops', why: againWords(promptWords(again.prompt)) };

  const late = awaited === undefined ? undefined : feeder.since + patience.prompt;
  if (late !== undefined && now >= late) return { type: 'stops', why: lateWords(plan, feeder) };
  const asked = askedWithoutName(line);
  if (asked === undefined) return { type: 'waits', until: late };
  const silent = feeder.saidAt + patience.unnamed;
  if (now < silent) return { type: 'waits', until: Math.min(silent, late ?? silent) };
  // Other words are a question only where the terminal hides the answer.
  if (!asked.isSure && plan.isFar) return { type: 'waits', until: late };
  if (!asked.isSure && echo === 'unknown') return { type: 'looks' };
  if (!asked.isSure && echo === 'on') return { type: 'waits', until: late };
  return { type: 'stops', why: unnamedWords(plan, line) };
}

/** The clause about a program that ended of itself before all was asked; undefined when it had asked for all. */
export function unfedWords(
  plan: FeedPlan,
  feeder: Feeder,
  status: number | undefined,
): string | undefined {
  const awaited = plan.prompts[feeder.answered];
  if (awaited === undefined) return undefined;
  const end = status === undefined ? 'it ended' : `it ended with exit status ${status}`;
  return `${end} before it asked ${promptWords(awaited.prompt)}; nothing was typed there`;
}

/** A prompt as a sentence shows it. */
export function promptWords(prompt: SecretPrompt): string {
  return prompt.type === 'text'
    ? question(prompt.text)
    : `something matching ${quoted(prompt.pattern)}`;
}

/** Without the colon at its end: what follows `password:` in a sentence would be masked as if it were one. */
function question(asked: string): string {
  return quoted(asked.replace(/[:\s]+$/, '').trimStart());
}

function atPrompt(plan: FeedPlan, feeder: Feeder, echo: Echo, now: number): FeederTurn {
  const { patience, prompts, isFar } = plan;
  const awaited = prompts[feeder.answered];
  if (awaited === undefined) return { type: 'waits', until: undefined };
  const quiet = feeder.saidAt + (isFar ? patience.silence : 0);
  // A prompt that is drawn again and again is never quiet.
  const late = feeder.since + patience.prompt + patience.echo;
  if (now < quiet && now < late) return { type: 'waits', until: quiet };
  if (now < quiet) return { type: 'stops', why: lateWords(plan, feeder) };
  if (echo === 'unknown') return { type: 'looks' };
  if (echo === 'off') return { type: 'types', feed: awaited.feed };
  if (now >= Math.min(late, feeder.saidAt + patience.echo))
    return { type: 'stops', why: shownWords(promptWords(awaited.prompt)) };
  return { type: 'waits', until: now + LOOK_EVERY };
}

/** The line that the terminal stands in, as a person reads it; blanks at its end do not count. */
function lastLine(tail: string): string {
  const shown = sanitise(collapseReturns(tail), { colour: false });
  return shown.slice(shown.lastIndexOf('\n') + 1).replace(/[ \t]+$/, '');
}

function isJujuLogin(line: string): boolean {
  const trouble = line === '' ? undefined : loginTroubleOf(line);
  return trouble?.kind === 'juju' && /please enter password for \S+ on \S+:$/.test(line);
}

/** `isSure`: its words alone tell that it waits for a person. */
function askedWithoutName(line: string): { readonly isSure: boolean } | undefined {
  if (promptAtEnd(line) !== undefined) return { isSure: true };
  return /[:?]$/.test(line) ? { isSure: false } : undefined;
}

function lateWords({ prompts, patience }: FeedPlan, { answered: count }: Feeder): string {
  const [awaited, before] = [prompts[count], prompts[count - 1]];
  const words = awaited === undefined ? 'anything' : promptWords(awaited.prompt);
  const from =
    before === undefined ? 'of its start' : `of the answer to ${promptWords(before.prompt)}`;
  const seconds = Number((patience.prompt / 1000).toFixed(1));
  return `it did not ask ${words} within ${seconds} s ${from}, so nothing was typed there and it was stopped`;
}

function againWords(prompt: string): string {
  return `it asked ${prompt} a second time, so what was typed there was not taken, and it was stopped`;
}

function shownWords(prompt: string): string {
  return `it asked ${prompt} and would have shown what is typed, so nothing was typed there and it was stopped`;
}

function unnamedWords({ mask }: FeedPlan, line: string): string {
  return `it asked ${question(mask(line))}, which the runbook does not name, so nothing was typed there and it was stopped`;
}

function jujuWords({ mask }: FeedPlan, line: string): string {
  return `juju asked for its own login (${question(mask(line))}), which no block is ever given, so nothing was typed there and it was stopped`;
}
