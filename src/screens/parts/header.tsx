import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { openDeferrals } from '../../session/deferrals.ts';
import { targetWords } from '../../session/target.ts';
import type { View } from '../../session/walker.ts';
import { oneRow } from '../one-row.ts';
import { useTheme } from '../theme.ts';
import { progressOf } from './per-session.ts';
import { plural } from './words.ts';
import { displayWidth } from './wrap.ts';
import { TrainingWord } from './training-word.tsx';
import { WatchingWord } from './watching-word.tsx';

/** The first row: whether this is training, where I am, how far the walk has come and on which machine. */
export function Header(props: {
  readonly crumbs: readonly string[];
  readonly view: View | undefined;
  readonly columns: number;
}): ReactNode {
  const { crumbs, view, columns } = props;
  const { tone, marks } = useTheme();
  const training = view?.session.mode === 'training';
  const watching = view?.watching !== undefined;
  const where = crumbs.map(oneRow).join(` ${marks.into} `);
  const room = columns - displayWidth(where) - wordRoom * (training && watching ? 2 : 1) - 1;
  return (
    <Box width={columns} height={1} flexShrink={0} justifyContent="space-between">
      <Box flexShrink={1} overflow="hidden">
        {training && <TrainingWord />}
        {watching && <WatchingWord />}
        <Box flexShrink={1}>
          <Text bold color={tone('accent')} wrap="truncate-start">
            {training || watching ? '' : 'handrail '}
            {where}
          </Text>
        </Box>
      </Box>
      <Box flexShrink={0} marginLeft={1}>
        <Text wrap="truncate">{view === undefined ? '' : placeOf(view, columns, room)}</Text>
      </Box>
    </Box>
  );
}

/** What TRAINING, WATCHING or the program's name take, with the space about them. */
const wordRoom = 11;

/**
 * On a narrow terminal the count alone; on a usual one what is pinned. Projects have long names, and a walk may have
 * pinned several: those that leave no `room` are left out, for whether this is training comes first.
 */
function placeOf({ session }: View, columns: number, room: number): string {
  const { settled, of } = progressOf(session);
  const open = openDeferrals(session).length;
  const owed = open === 0 ? '' : `${plural(open, 'deferral')} open  `;
  const count = `${columns < 70 ? '' : owed}${settled} of ${of}`;
  if (columns < 70) return count;
  const { juju, projects } = targetsOf(session);
  const machine =
    session.mode === 'training' ? 'simulated cloud' : oneRow(`${session.user}@${session.host}`);
  if (columns < 100)
    return `${session.mode === 'training' ? machine : (juju ?? machine)}  ${count}`;
  const words = (shown: readonly (string | undefined)[]) =>
    shown.filter((part) => part !== undefined).join('  ');
  const pinned = columns < 160 ? [] : projects;
  for (let kept = pinned.length; kept > 0; kept -= 1) {
    const all = words([juju, ...pinned.slice(-kept), machine, count]);
    if (displayWidth(all) <= room) return all;
  }
  return words([juju, machine, count]);
}

/** Where blocks change things, which is more than where they are started. */
function targetsOf({ targets }: View['session']) {
  const all = Object.values(targets);
  return {
    juju: all.filter(({ type }) => type === 'juju').map((target) => oneRow(targetWords(target)))[0],
    projects: all
      .filter(({ type }) => type === 'openstack')
      .map((target) => oneRow(targetWords(target))),
  };
}
