import type { HomeFacts, Rebuild, ScreenContext, UiAction } from './contract.ts';
import { oneRow } from './one-row.ts';
import { clockText } from './parts/words.ts';
import { sumOf } from '../session/rebuild.ts';

/** One line of the home screen. */
export interface Choice {
  readonly label: string;
  /** What Enter does on this line, in a word or two, for the footer. */
  readonly verb: string;
  readonly does: readonly UiAction[] | string;
  /** The session that it takes up or watches. */
  readonly session?: HomeSession;
}

type HomeSession = HomeFacts['sessions'][number];

type Told = Pick<ScreenContext, 'home' | 'later'>;

/** What there is to do, in the order in which it is offered. How many lines there are never changes while they stand. */
export function choicesOf({ home, later }: Told): readonly Choice[] {
  const each = (how: 'train' | 'walk') =>
    home.runbooks.map(({ id, title }) => ({
      label: `${how === 'train' ? 'Train' : 'Walk for real'}  ${nameOf(id, title)}`,
      verb: verbs[how],
      does: [{ type: 'open', how, runbooks: [id] } as const],
    }));
  const rebuild = later.rebuild ?? home.rebuild;
  const whole = (how: 'train' | 'walk') =>
    rebuild === undefined ? [] : [rebuildChoice(how, rebuild)];
  return [
    ...home.sessions
      .filter(({ state }) => state !== 'finished')
      .map((session) => resumeChoice(session, later.outlines[session.id])),
    ...each('train'),
    ...whole('train'),
    ...each('walk'),
    ...whole('walk'),
    {
      label: 'Open a Markdown file of your own',
      verb: 'type a path',
      does: [{ type: 'push', screen: { type: 'open-file' } }],
    },
    { label: 'Quit', verb: 'quit', does: [{ type: 'leave' }] },
  ];
}

const verbs = { train: 'train (simulated)', walk: 'walk for real' } as const;

/** What is opened is what the line shows: while the site file is read, nothing is. */
function rebuildChoice(how: 'train' | 'walk', rebuild: Rebuild): Choice {
  const lead = how === 'train' ? 'Train the whole rebuild' : 'Walk the whole rebuild for real';
  switch (rebuild.type) {
    case 'order': {
      const names = rebuild.runbooks.map(({ shown }) => shown).join(', ');
      return {
        label: oneRow(`${lead}: ${names}`),
        verb: verbs[how],
        does: [{ type: 'open', how, runbooks: rebuild.runbooks.map(({ opens }) => opens) }],
      };
    }
    case 'reading':
      return {
        label: oneRow(`${lead}: reading ${rebuild.file}`),
        verb: 'not read yet',
        does: `${oneRow(rebuild.file)} is still being read; it may give the order of the runbooks.`,
      };
    case 'refused':
      return {
        label: oneRow(`${lead}: the site file has to be put right first`),
        verb: 'say what is wrong',
        does: oneRow(rebuild.why),
      };
  }
}

function resumeChoice(
  session: HomeSession,
  outline: ScreenContext['later']['outlines'][string] | undefined,
): Choice {
  const { id, runbooks, mode, where, runs, age, state } = session;
  const isTraining = mode === 'training' ? ' TRAINING' : '';
  const come = outline?.type === 'read' ? comeWords(outline.runbooks) : runs;
  const stands = [where, ...(come === undefined ? [] : [come]), age].join(', ');
  const ids = runbooks.length === 0 ? '' : `: ${runbooks.join(', ')}`;
  // Where it stands comes first: a narrow screen cuts the end.
  const label = oneRow(
    `${state === 'held' ? 'Watch' : 'Resume'}${isTraining}  ${stands}${stateWord(state)}${ids}`,
  );
  switch (state) {
    case 'held':
      return { label, verb: 'watch it', session, does: [{ type: 'watch', session: id }] };
    case 'unreadable':
      return {
        label,
        verb: 'unreadable',
        does: `The journal of ${id} can not be read to its end; nothing was changed. Leave with q, and handrail resume ${id} says what is wrong.`,
      };
    case 'walking':
    case 'quit':
    case 'finished':
      return { label, verb: 'resume', session, does: [{ type: 'resume', session: id }] };
  }
}

/** `43/135 in 1:42:10`: blocks settled, and the time that runs took. */
function comeWords(runbooks: Parameters<typeof sumOf>[0]): string {
  const { settled, of, spent } = sumOf(runbooks);
  return `${settled}/${of}${spent < 1000 ? '' : ` in ${clockText(spent)}`}`;
}

function stateWord(state: HomeSession['state']): string {
  switch (state) {
    case 'held':
      return ' (open in another handrail)';
    case 'unreadable':
      return ' (can not be read)';
    case 'walking':
      return ' (broken off)';
    case 'quit':
    case 'finished':
      return '';
  }
}

function nameOf(id: string, title: string): string {
  return oneRow(title.startsWith(id) ? title : `${id}: ${title}`);
}
