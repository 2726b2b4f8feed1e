import { ageText } from '../screens/parts/words.ts';
import { jsonText } from './json-text.ts';
import { stateDirOf, type GlobalOptions } from './options.ts';
import { clean } from './plain/lines.ts';
import { listedSessions, type ListedSession } from './session-list.ts';

/** `handrail sessions [--json]`: the sessions there are, newest first. Needs no terminal and changes nothing. */
export function sessions(options: GlobalOptions & { readonly json?: boolean }): number {
  const stateDir = stateDirOf(options);
  const all = listedSessions(stateDir);
  if (options.json === true) process.stdout.write(`${jsonText(all)}\n`);
  else if (all.length === 0)
    process.stdout.write(
      `No sessions in ${clean(stateDir)}; start with: handrail train, or handrail walk RUNBOOK.\n`,
    );
  else
    for (const line of all.flatMap((session) => linesOf(session, Date.now())))
      process.stdout.write(`${line}\n`);
  return 0;
}

/** Two lines: which one and how it stands, then of what and where. */
export function linesOf(session: ListedSession, now: number): readonly string[] {
  const age = ageText(now - Date.parse(session.changedAt));
  const head = [session.mode, stateWords[session.state], age].filter((word) => word !== undefined);
  const titles = session.runbooks.map(({ title }) => clean(title)).join(', ');
  return [
    `${clean(session.id)}  ${head.join(', ')}`,
    ...(session.holder === undefined ? [] : [`    walked now by ${clean(session.holder)}`]),
    `    ${titles === '' ? '' : `${titles}: `}${clean(session.where)}`,
  ];
}

const stateWords: Readonly<Record<ListedSession['state'], string>> = {
  held: 'held',
  left: 'left',
  'cut-off': 'cut off',
  finished: 'finished',
  unreadable: 'UNREADABLE',
};
