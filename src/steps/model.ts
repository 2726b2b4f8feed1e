/**
 * What a step IS. The nouns of handrail, as plain serialisable data: a runbook holds steps, a step
 * holds blocks, a block holds gates and captures. Nothing here reads, runs or draws anything.
 *
 * Lines are 1-based and count lines of the document as it stands on disk.
 */

import type { CodeBlock } from './code-block.ts';
import type { Placeholder } from './placeholder.ts';

export type { CodeBlock } from './code-block.ts';
export type { Placeholder, PlaceholderCheck } from './placeholder.ts';

/**
 * What a block does, as its label says. An unlabelled shell block is a `check` when all of its commands are known to only
 * read (effect.ts), else a `run`: it may change things.
 */
export type BlockKind = 'run' | 'check' | 'poll' | 'secret' | 'transfer' | 'fallback' | 'rollback';

/** Where a block runs, understood. `elsewhere` is a place handrail can not reach: the operator runs it there. */
export type Place =
  | { readonly type: 'jumphost' }
  | { readonly type: 'unit'; readonly unit: string }
  | { readonly type: 'elsewhere'; readonly name: string };

/**
 * What the block's standard input is: nothing, a terminal of its own, or one secret and then its end. Any other
 * payload lives inside the script.
 */
export type StdinMode = 'null' | 'tty' | 'secret';

/** `ENV(name) value (note)`: a value the operator confirms once, before the first step. */
export interface Literal {
  readonly name: string;
  /** The value as written; empty when the document gives none (`per-rebuild`, `n/a`). */
  readonly value: string;
  readonly note: string;
  /** The document says that this value changes with every rebuild. */
  readonly perRebuild: boolean;
  readonly line: number;
}

/** Asked once in a session; its answer routes blocks by `SKIP WHEN`. */
export interface Question {
  readonly id: string;
  readonly text: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  readonly line: number;
}

/** `**SCOPE:** `admin` begins with `source ~/admin-openrc`.`: what blocks labelled `(admin scope)` begin with, from a clean environment. */
export interface Scope {
  readonly name: string;
  /** Shell, one line each. */
  readonly lines: readonly string[];
  readonly line: number;
}

/** Which stream a condition reads. Without a word about it, standard output. */
export type Stream = 'stdout' | 'stderr';

/** What is looked at: the whole output, one line of it, or the value of a capture. */
export type Subject =
  | { readonly type: 'output'; readonly stream: Stream }
  | {
      readonly type: 'line';
      readonly stream: Stream;
      /** 1-based; -1 is the last line. */ readonly number: number;
    }
  | { readonly type: 'json'; /** `.a.b[0]`, as jq writes a plain path. */ readonly path: string }
  | { readonly type: 'capture'; readonly name: string };

/** What must hold of a subject. */
export type Test =
  | { readonly type: 'is'; readonly values: readonly string[] }
  | { readonly type: 'is-not'; readonly values: readonly string[] }
  | { readonly type: 'contains'; readonly text: string }
  | { readonly type: 'lacks'; readonly text: string }
  | { readonly type: 'matches'; readonly pattern: string }
  | { readonly type: 'matches-not'; readonly pattern: string }
  | { readonly type: 'exists' }
  | { readonly type: 'exists-not' }
  | {
      readonly type: 'number';
      readonly op: 'at-least' | 'at-most' | 'more-than' | 'less-than';
      readonly value: number;
    }
  | {
      readonly type: 'has-items';
      readonly op: 'exactly' | 'at-least' | 'at-most';
      readonly count: number;
    }
  | { readonly type: 'equals-capture'; readonly name: string }
  | { readonly type: 'differs-from-capture'; readonly name: string };

/** One thing a machine can judge. `text` is the author's own words for it, for the screen. */
export type Condition =
  | {
      readonly type: 'subject';
      readonly text: string;
      readonly subject: Subject;
      readonly test: Test;
    }
  | {
      readonly type: 'lines';
      readonly text: string;
      readonly stream: Stream;
      readonly op: 'exactly' | 'at-least' | 'at-most';
      readonly count: number;
      /** Without a pattern every non-empty line counts. */
      readonly pattern: string | undefined;
    }
  | {
      readonly type: 'every-line';
      readonly text: string;
      readonly stream: Stream;
      readonly test: Test;
    }
  | {
      readonly type: 'exit-status';
      readonly text: string;
      readonly is: readonly number[];
      readonly negated: boolean;
    }
  /** `steps 7.1 and 7.2 passed`: judged from the session, not from an output. Step or block ids of this runbook. */
  | { readonly type: 'passed'; readonly text: string; readonly refs: readonly string[] }
  /** `no deferral is open`: what this and earlier runbooks deferred has been made up for. Judged from the session. */
  | { readonly type: 'deferrals-closed'; readonly text: string };

/** A person's answer to a gate. `later`: not now; it stands as deferred to what its DEFER TO names. */
export type AttestAnswer = 'yes' | 'no' | 'later';

/** A hard stop that belongs to a block (or, without a block above it, to its step). */
export type Gate = {
  readonly line: number;
  /** The gate's sentence as written, Markdown marks taken off. */
  readonly text: string;
  /** The words that stand before it in its paragraph or list item: what the gate is about. */
  readonly about: string | undefined;
  /** A hard gate can not be passed over by a typed reason. */
  readonly hard: boolean;
  /** Counts only on this route (`**GATE:** (existing-cluster graft only): ...`): the option's text. */
  readonly onlyWhen: string | undefined;
} & (
  | {
      readonly type: 'machine';
      /** All must hold. */
      readonly conditions: readonly Condition[];
      /**
       * `yes when ..., no when ...`: a gate with three answers. When these hold the answer is a plain
       * no; when neither side holds nobody can tell.
       */
      readonly noWhen: readonly Condition[] | undefined;
      /** For polls: the conditions must hold this many looks in a row. */
      readonly stableFor: number;
    }
  | {
      readonly type: 'attested';
      /** What the runbook says the answer is in training; without it only a person may answer. */
      readonly trainingAnswer: AttestAnswer | undefined;
    }
);

/** Where the value of a capture comes from, in the output of its block. */
export type CaptureSource =
  | {
      readonly type: 'line';
      readonly stream: Stream;
      readonly number: number;
      /** 1-based blank-separated field; 0 is the whole line. */ readonly field: number;
    }
  | { readonly type: 'output'; readonly stream: Stream }
  | { readonly type: 'json'; readonly path: string }
  | {
      readonly type: 'match';
      readonly stream: Stream;
      readonly pattern: string;
      readonly group: number;
    };

/** `**CAPTURE:** `name` is ...`. Later blocks read it as the shell variable `$name`. */
export interface Capture {
  readonly line: number;
  readonly name: string;
  readonly text: string;
  readonly source: CaptureSource;
  /** The value must match this, whole; otherwise there is no capture. */
  readonly pattern: string | undefined;
}

/** `**POLL -- LOC** every 20 s, at most 40 times, stop on `X``. */
export interface Poll {
  readonly everySeconds: number;
  readonly atMost: number;
  /** A look whose output satisfies one of these ends the poll as failed at once. */
  readonly stopOn: readonly Condition[];
  /** Left running, the walk may go on beside it. Undefined: it is waited for. */
  readonly meanwhile: Meanwhile | undefined;
  /** Blocks of this runbook that find out why it does not come, in the order to run them. */
  readonly diagnose: readonly string[];
}

/** `**MEANWHILE:** go on up to step `8.3`.`: how far the walk may go while a poll runs on. */
export interface Meanwhile {
  /** The step or block of this runbook that waits for the poll; undefined: the runbook's exit gate. */
  readonly upTo: string | undefined;
}

/** `**ACCEPTANCE:** `D-011.1` all charms are active and idle.`: what a step accepts, by its name in the field. */
export interface Acceptance {
  readonly line: number;
  readonly id: string;
  readonly text: string;
}

/** `**DEAD:** `10.12.7.40` is an address of an earlier rebuild.`: a value that no command may hold. */
export interface DeadValue {
  readonly line: number;
  readonly value: string;
  /** Why, as the document says it: `is an address of an earlier rebuild`. */
  readonly why: string;
}

/** `**REPLACES:** `Runbook 05` because it installs a retired driver.`: an older document that this runbook stands for. */
export interface Replaced {
  readonly line: number;
  /** How it is called: the beginning of its title or of its file's name, unless `says` tells it. */
  readonly name: string;
  /** Words by which it is known instead. */
  readonly says: string | undefined;
  /** As the runbook says it: `it installs a retired driver`. */
  readonly why: string;
}

/** A warning that stands with a block; the operator types the object's own name. */
export interface Caution {
  readonly line: number;
  readonly text: string;
  /** What has to be typed; written `$stack_id`, the value of that name. */
  readonly object: string;
}

/** `**SKIP WHEN:** fresh deploy.` and `**DEFER TO:** phase-08 step 8.2.` */
export interface Routing {
  readonly line: number;
  /** The text of the option on which this is not offered. */
  readonly skipWhen: string | undefined;
  /** Who makes up for what is skipped, as written: `phase-08 step 8.2`. */
  readonly deferTo: string | undefined;
}

/** `**FROM:** `~/a` **TO:** `/etc/a`, owner `a:a`, mode `0600`.`: a file that handrail hands to a unit. */
export interface Transfer {
  /** On the jumphost: absolute, or in the operator's home as `~/a`. */
  readonly source: string;
  readonly unit: string;
  /** On the unit: absolute. */
  readonly target: string;
  /** `user:group`. */
  readonly owner: string;
  /** Octal, `0600`. */
  readonly mode: string;
  /** Why it does not run: something is missing in the document, or is unsafe. */
  readonly refused: string | undefined;
}

/** What a secret has to look like before it is given to anything. */
export type SecretShape = 'line' | 'vault-share' | 'vault-token';

/** A prompt that a secret answers: it ends what the program has said so far. */
export type SecretPrompt =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'pattern'; readonly pattern: string };

/** `**INPUT:** 3 of 5 `unseal share`, a vault share, on standard input as json `key`.` */
export interface SecretInput {
  readonly line: number;
  /** What it is, as the operator is asked for it. */
  readonly name: string;
  /** How many are wanted, one run of the block for each, and how many there are. */
  readonly count: number;
  readonly of: number;
  readonly shape: SecretShape;
  readonly way:
    /** `json`: the one field of a JSON object that it is sent in; without it, a line of its own. */
    | { readonly type: 'stdin'; readonly json: string | undefined }
    /** In the order in which they come; the same secret answers each of them, once. */
    | { readonly type: 'prompt'; readonly prompts: readonly SecretPrompt[] };
}

/** What a SECRET block is given, unseen. */
export interface SecretInputs {
  /** At least one; several are asked for one after the other, for one run. */
  readonly inputs: readonly SecretInput[];
  /** Whether the operator may be asked to have them remembered. */
  readonly remember: 'asked' | 'never';
  /** Why it does not run: what the document says does not go together. */
  readonly refused: string | undefined;
}

/**
 * What in the document a block was made of: a code block as it stands, the commands of a transcript, a code span in a
 * table or a list, the two sentences of a transfer.
 */
export type BlockOrigin = 'fence' | 'indented' | 'transcript' | 'inline' | 'sentences';

/** One shell block, with everything the document says about it. */
export interface Block {
  /** Stable in a document: step id and place in the step, `7.1/2`. */
  readonly id: string;
  readonly origin: BlockOrigin;
  /** What the document itself calls it: `{"name":"..."}` behind the fence's language. */
  readonly name: string | undefined;
  /** Line of the opening fence (or of the first line, for an indented block). */
  readonly line: number;
  readonly lang: string;
  readonly kind: BlockKind;
  /** False when no label stood above it: what it does is taken from its commands, and for safety as mutating. */
  readonly labelled: boolean;
  /** Location as written: `jumphost -> magnum/0`. */
  readonly location: string;
  readonly place: Place;
  /** `admin`, `capi-mgmt`: who the block acts as, when its label says. */
  readonly scope: string | undefined;
  /**
   * What runs: the code block byte for byte, without its last newline. For a transfer without one its two sentences,
   * for a transcript its commands.
   */
  readonly text: string;
  /** The code block byte for byte, where `text` is not that. */
  readonly written: string | undefined;
  readonly placeholders: readonly Placeholder[];
  /** What goes where, when sentences say it. Without it a TRANSFER runs its fence as written. */
  readonly transfer: Transfer | undefined;
  /** What it is given, unseen. A SECRET block without it is the operator's to answer, on its own terminal. */
  readonly secrets: SecretInputs | undefined;
  /** Its output is kept nowhere: only what its gates make of it. */
  readonly sensitive: boolean;
  readonly stdin: StdinMode;
  /** What a good result looks like, in the document's words: its `Expect:` sentences and the comments that say so. */
  readonly expect: readonly string[];
  /** What a transcript shows as the output of its commands, cut where it is long. */
  readonly sample: string | undefined;
  readonly cautions: readonly Caution[];
  readonly gates: readonly Gate[];
  readonly captures: readonly Capture[];
  readonly poll: Poll | undefined;
  /** A poll names it as what finds out why the poll does not come: it is not on the way. */
  readonly diagnosis: boolean;
  readonly routing: Routing | undefined;
  /** `**FALLBACK WHEN:** no` offers a fallback only when the block above answered a plain no. Default: any failure. */
  readonly fallbackWhen: 'failed' | 'no';
  /** The runbook says that running it twice is safe (`**IDEMPOTENT:** yes`). */
  readonly idempotent: boolean;
  /** Whether it may change anything: everything but `check` and `poll`. */
  readonly mutates: boolean;
  /** The prose that stands above the block, back to the block before it, Markdown taken off. */
  readonly prose: readonly string[];
}

export type StepRole = 'prerequisites' | 'step' | 'rollback' | 'exit-gate' | 'section';

/** A heading of the document with what stands below it. */
export interface Step {
  /** `7.7b`, `8.0`; for a heading without a number a slug of its words. */
  readonly id: string;
  readonly title: string;
  readonly line: number;
  readonly role: StepRole;
  /** What stands in the step, in order: plain paragraphs, Markdown marks taken off. */
  readonly prose: readonly string[];
  readonly blocks: readonly Block[];
  /** Gates with no block above them in the step: the bullets of an exit gate, above all. */
  readonly gates: readonly Gate[];
  /** Routing that stands above the first block: it holds for every block of the step. */
  readonly routing: Routing | undefined;
  /** What it accepts, when it is an item of an acceptance bar. */
  readonly acceptance: Acceptance | undefined;
}

/** A code block that is not offered as a command, or a command in the words of a list or a table, and why. */
export interface OtherBlock {
  readonly origin: 'code' | 'inline';
  readonly line: number;
  readonly lang: string;
  readonly text: string;
  readonly reason: string;
}

/** A heading of the document, whether a step came of it or not. */
export interface Heading {
  readonly line: number;
  /** 1 to 6. */
  readonly depth: number;
  /** Markdown marks taken off. */
  readonly text: string;
}

/** What a problem is about: the rule of lint that says more of it has this id, for good. */
export type ProblemTopic =
  | 'not-text'
  | 'carriage-returns'
  | 'lost-fences'
  | 'part-not-read'
  | 'front-matter-not-understood'
  | 'unclosed-fence'
  | 'attribute-not-honoured'
  | 'label-not-understood'
  | 'label-without-block'
  | 'sentence-not-understood'
  | 'sentence-out-of-place'
  | 'gate-not-understood'
  | 'gate-partly-judged'
  | 'pattern-not-usable'
  | 'capture-not-understood'
  | 'capture-never-set'
  | 'poll-not-understood'
  | 'poll-without-gate'
  | 'input-not-understood'
  | 'transfer-not-understood'
  | 'literal-not-usable'
  | 'unknown-answer'
  | 'unknown-scope'
  | 'unknown-step'
  | 'unknown-value'
  | 'deferral-not-understood'
  | 'dead-value-used';

/** Something the reader could not make sense of. Never fatal. */
export interface Problem {
  readonly topic: ProblemTopic;
  readonly line: number;
  readonly message: string;
  /** The known form nearest to what was written. */
  readonly nearest: string | undefined;
}

/** A Markdown document, read. */
export interface Runbook {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  /** Hex sha256 of the document's bytes. */
  readonly sha256: string;
  readonly headings: readonly Heading[];
  readonly code: readonly CodeBlock[];
  readonly literals: readonly Literal[];
  readonly questions: readonly Question[];
  readonly scopes: readonly Scope[];
  readonly dead: readonly DeadValue[];
  readonly replaces: readonly Replaced[];
  readonly steps: readonly Step[];
  readonly other: readonly OtherBlock[];
  readonly problems: readonly Problem[];
}
