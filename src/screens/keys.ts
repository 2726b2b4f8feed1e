import type { Binding } from './contract.ts';

/**
 * THE table of keys. The listener, the footer, the help screen and the README all read it, so that a
 * key can not do one thing and be described as another.
 */
export const bindings = [
  {
    id: 'main',
    keys: ['enter'],
    shown: 'Enter',
    says: 'do the main thing: run, confirm, open, go on',
  },
  { id: 'up', keys: ['up', 'k'], shown: 'up k', says: 'move up' },
  { id: 'down', keys: ['down', 'j'], shown: 'down j', says: 'move down' },
  { id: 'fold', keys: ['left'], shown: 'left', says: 'fold the step or runbook in the outline' },
  { id: 'unfold', keys: ['right'], shown: 'right', says: 'unfold it again' },
  { id: 'fold-all', keys: ['z'], shown: 'z', says: 'fold all runbooks, or unfold all' },
  { id: 'page-up', keys: ['pageup'], shown: 'PgUp', says: 'scroll back' },
  { id: 'page-down', keys: ['pagedown'], shown: 'PgDn', says: 'scroll on' },
  {
    id: 'other-pane',
    keys: ['tab'],
    shown: 'Tab',
    says: 'go to the other pane, or to the next that needs you',
  },
  { id: 'find', keys: ['/'], shown: '/', says: 'find a step' },
  { id: 'run-again', keys: ['r'], shown: 'r', says: 'run the block again' },
  { id: 'skip', keys: ['s'], shown: 's', says: 'skip the block, with a reason' },
  { id: 'override', keys: ['o'], shown: 'o', says: 'pass over a failed gate, with a reason' },
  { id: 'fallback', keys: ['f'], shown: 'f', says: 'go to the fallback of a failed block' },
  { id: 'rollback', keys: ['b'], shown: 'b', says: 'list the rollback blocks' },
  { id: 'environment', keys: ['e'], shown: 'e', says: 'show what blocks carry on: names only' },
  {
    id: 'values',
    keys: ['v'],
    shown: 'v',
    says: 'list the literals; on that list, take the value of the last walk',
  },
  {
    id: 'revised',
    keys: ['R'],
    shown: 'R',
    says: 'show what the files of the runbooks say now, and go on with it',
  },
  {
    id: 'fill-in',
    keys: ['i'],
    shown: 'i',
    says: 'give or change what stands for a placeholder of the block',
  },
  { id: 'note', keys: ['n'], shown: 'n', says: 'write a note into the record' },
  { id: 'yes', keys: ['y'], shown: 'y', says: 'yes, the gate holds: only where it is asked' },
  { id: 'output', keys: ['l'], shown: 'l', says: 'read the whole output in $PAGER' },
  { id: 'poll-now', keys: ['p'], shown: 'p', says: 'poll now instead of waiting' },
  { id: 'pause', keys: ['space'], shown: 'Space', says: 'pause a poll, or let it go on' },
  { id: 'next-poll', keys: ['g'], shown: 'g', says: 'go to the next poll that runs or just ended' },
  { id: 'extend', keys: ['m'], shown: 'm', says: 'give a poll whose looks ran out as many more' },
  { id: 'diagnose', keys: ['d'], shown: 'd', says: 'go to what finds out why a poll failed' },
  {
    id: 'deferrals',
    keys: ['w'],
    shown: 'w',
    says: 'list what was deferred; where a gate may wait, put it off',
  },
  { id: 'stop', keys: ['x'], shown: 'x', says: 'stop what runs' },
  { id: 'terminal', keys: ['t'], shown: 't', says: 'take over the terminal of what runs' },
  { id: 'help', keys: ['?'], shown: '?', says: 'show the keys' },
  { id: 'back', keys: ['escape'], shown: 'Esc', says: 'go back one screen; always safe' },
  { id: 'quit', keys: ['q'], shown: 'q', says: 'quit, after saying what happens next' },
  { id: 'clear', keys: ['ctrl-u'], shown: 'Ctrl-U', says: 'clear the text being typed' },
  {
    id: 'interrupt',
    keys: ['ctrl-c'],
    shown: 'Ctrl-C',
    says: 'stop what runs; a second time within 2 seconds asks to quit',
  },
  {
    id: 'suspend',
    keys: ['ctrl-z'],
    shown: 'Ctrl-Z',
    says: 'back to the shell for a while; `fg` comes back',
  },
] as const satisfies readonly Binding[];

export type BindingId = (typeof bindings)[number]['id'];

/** Bindings that mean the same on every screen. */
export const globalBindings: readonly BindingId[] = [
  'help',
  'back',
  'quit',
  'interrupt',
  'suspend',
];

/** The binding of a key name; undefined when the table has no such key. */
export function bindingOf(key: string): Binding | undefined {
  return bindings.find((binding: Binding) => binding.keys.includes(key));
}

export function bindingById(id: string): Binding | undefined {
  return bindings.find((binding) => binding.id === id);
}

/**
 * The binding of a key where characters are text: only keys that are no characters count there.
 */
export function bindingInText(key: string): Binding | undefined {
  return isCharacter(key) ? undefined : bindingOf(key);
}

/** Whether a key stands for a character that can be typed into a text. */
export function isCharacter(key: string): boolean {
  return key === 'space' || [...key].length === 1;
}

/** The table as Markdown, for the README. */
export function keyTable(): string {
  const rows = bindings.map(
    ({ shown, says }) => `| ${keysInCode(shown)} | ${says.replaceAll('|', '\\|')} |`,
  );
  return ['| Key | What it does |', '| --- | --- |', ...rows].join('\n');
}

function keysInCode(shown: string): string {
  return shown
    .split(' ')
    .map((key) => `\`${key}\``)
    .join(' ');
}
