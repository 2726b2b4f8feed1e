import type { ReactNode } from 'react';
import type { EarlierWalk } from '../session/earlier-walk.ts';
import type { BlockRef, SessionMode } from '../session/events.ts';
import type { Intent } from '../session/intents.ts';
import type { ResumeFacts } from '../session/resume-facts.ts';
import type { RunbookProgress } from '../session/rebuild.ts';
import type { View, Walker } from '../session/walker.ts';
import type { UsualWait, UsualWaits } from '../session/waits.ts';
import type { Screen, Ui } from './stack.ts';
import type { Unseen } from './terminal/hidden-keys.ts';

/** One key press, split from whatever else arrived with it. */
export interface Key {
  /** `enter`, `escape`, `tab`, `up`, `down`, `pageup`, `pagedown`, `home`, `end`, `backspace`, `space`, `ctrl-c`, `ctrl-u`, `ctrl-z`, else the character itself. */
  readonly name: string;
}

/** What a key makes happen. Data, so that a test reads it and the shell alone performs it. */
export type UiAction =
  | { readonly type: 'push'; readonly screen: Screen }
  | { readonly type: 'back' }
  /** Replaces the whole stack: home, or the walk after the literals. */
  | { readonly type: 'go'; readonly screen: Screen }
  /** To where the walk wants something now: values to confirm, a question, else the walk itself. */
  | { readonly type: 'enter' }
  | { readonly type: 'ui'; readonly change: Partial<Ui> }
  /** Shows a block that nobody asked for: it has to be read before a key counts there. */
  | { readonly type: 'bring'; readonly block: BlockRef }
  | {
      readonly type: 'send';
      readonly intent: Intent;
      /** Done when the engine accepted it. */ readonly then?: readonly UiAction[];
    }
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'pager'; readonly attempt: number }
  /** Lends the terminal to a program that the operator logs in with; in training to what stands in for it. */
  | { readonly type: 'lend'; readonly program: readonly string[] }
  /** To the prompt of what is asked for unseen; nothing when nothing is. `anew`: it is to be read again. */
  | { readonly type: 'asked'; readonly anew?: true }
  /** Gives what was entered unseen to the block that asks for it. */
  | { readonly type: 'give'; readonly holder: string | undefined }
  /** Joins the operator's terminal to that of the block that runs. `soon`: it is only being started. */
  | { readonly type: 'take-terminal'; readonly soon?: true }
  /** Home only: open a walk of these, in this order. Each is a built-in id or a path. */
  | { readonly type: 'open'; readonly how: 'walk' | 'train'; readonly runbooks: readonly string[] }
  | { readonly type: 'resume'; readonly session: string }
  | { readonly type: 'watch'; readonly session: string }
  | { readonly type: 'leave' };

/** Everything a screen may look at. Pure inputs; no screen reads a clock, a file or the process. */
export interface ScreenContext {
  readonly ui: Ui;
  /** Undefined on the home screen, before a walk is open. */
  readonly view: View | undefined;
  readonly walker: Pick<Walker, 'output' | 'now'> | undefined;
  readonly columns: number;
  readonly rows: number;
  /** The first moment of a confirmation: no key answers it yet, so it does not say what Enter does. */
  readonly fresh?: boolean;
  /** Whether something was entered unseen. What it is no screen gets to see. */
  readonly unseen?: Unseen;
  /** Why what was given last was not taken. */
  readonly notTaken?: string | undefined;
  /** How the walk was found, when it was taken up and not begun. */
  readonly resumed?: ResumeFacts | undefined;
  /** Home screen: sessions that can be resumed, built-in runbooks. */
  readonly home: HomeFacts;
  /** Home screen: what is read after its first frame. */
  readonly later: HomeLater;
  /** How long a poll usually takes here; undefined when no earlier walk tells, and for the first moments of a walk. */
  readonly usualWait: (block: BlockRef) => UsualWait | undefined;
  /** Earlier walks of the same mode, newest first; none for the first moments of a walk. */
  readonly earlier: readonly EarlierWalk[];
}

/** What earlier walks tell the one that is open. Read when its first frame stands, so it comes later. */
export interface Earlier {
  readonly walks: readonly EarlierWalk[];
  readonly waits: UsualWaits;
}

/** Reads earlier walks of the same mode, newest first; never rejects. */
export type ReadEarlier = (walk: {
  readonly id: string;
  readonly mode: SessionMode;
}) => Promise<readonly EarlierWalk[]>;

/** A walk that was just opened; `resumed` when it was taken up and not begun. */
export interface OpenedWalk {
  readonly walker: Walker;
  readonly resumed?: ResumeFacts | undefined;
  /** Sentences about this machine that the operator should read first. */
  readonly notices?: readonly string[];
}

export interface HomeFacts {
  /** What has to stand behind `handrail resume SESSION` so that it finds the session: ` --state-dir /x`, or nothing. */
  readonly resumeWith?: string;
  readonly sessions: readonly {
    readonly id: string;
    /** The ids, in their order. */
    readonly runbooks: readonly string[];
    readonly mode: 'real' | 'training';
    /** `last at 7.4/5`, or the sentence that says why it can not be read. */
    readonly where: string;
    /** `43 runs so far`; undefined before the first, and where nothing can be read. */
    readonly runs?: string | undefined;
    /** `2 h ago`. */
    readonly age: string;
    readonly state: 'walking' | 'quit' | 'finished' | 'held' | 'unreadable';
  }[];
  readonly runbooks: readonly { readonly id: string; readonly title: string }[];
  /** Several runbooks as one walk; undefined where there are not several. */
  readonly rebuild?: Rebuild | undefined;
  readonly version: string;
}

/** The whole rebuild: the runbooks of the site file in its order, else those that came with the program. */
export type Rebuild =
  | {
      readonly type: 'order';
      /** As people read them, and as they are opened. */
      readonly runbooks: readonly { readonly shown: string; readonly opens: string }[];
    }
  /** The site file may give an order; reading it takes longer than the first frame. */
  | { readonly type: 'reading'; readonly file: string }
  | { readonly type: 'refused'; readonly why: string };

/** What the home screen tells when the documents were read. */
export interface HomeLater {
  /** By session; one that is not among them was not read yet. */
  readonly outlines: Readonly<
    Record<
      string,
      | { readonly type: 'read'; readonly runbooks: readonly RunbookProgress[] }
      | { readonly type: 'refused'; readonly why: string }
    >
  >;
  /** In the place of the one that was being read. */
  readonly rebuild: Rebuild | undefined;
}

/** One binding: the same record feeds the key handling, the footer, the help screen and the README. */
export interface Binding {
  readonly id: string;
  readonly keys: readonly string[];
  /** How the key is written for people: `Enter`, `up/down j/k`. */
  readonly shown: string;
  /** What it does, in general, for help and README. */
  readonly says: string;
}

/** A screen: what it shows, and what each key does on it. */
export interface ScreenPart<S extends Screen = Screen> {
  /** The breadcrumb's word for it. */
  title(screen: S, context: ScreenContext): string;
  /** Draws into columns x rows; never more. Header, training frame and footer are the shell's. */
  view(props: { readonly screen: S; readonly context: ScreenContext }): ReactNode;
  /** What a binding does here: actions, or the sentence that says why it does nothing now; undefined when the screen has no such key. */
  act(binding: string, screen: S, context: ScreenContext): readonly UiAction[] | string | undefined;
  /** Bindings for the footer, most useful first, with what they do at this moment. */
  hints(
    screen: S,
    context: ScreenContext,
  ): readonly { readonly binding: string; readonly says: string }[];
  /** True where typed characters are text and not keys: a reason, a name, a search. */
  readonly takesText: boolean;
  /** Why a text can not stand there, however it came: it is cleared before it is drawn. */
  readonly refusesText?: (text: string, isPasted: boolean) => string | undefined;
}
