import { loginTroubleOf } from '../../session/login-trouble.ts';
import type { LoginKind } from '../../session/login.ts';
import type { ScreenContext } from '../contract.ts';
import { cleanRow, span, type Line } from './span.ts';
import { hanging } from './wrap.ts';

/** A far side that is down fails like a login at first sight; this says that it is none. */
export function unreachableLines(
  { walker }: Pick<ScreenContext, 'walker'>,
  attempt: number,
  columns: number,
): readonly Line[] {
  const { lines } = walker?.output(attempt, { rows: 12, columns: 400, offset: 0 }) ?? { lines: [] };
  const trouble = loginTroubleOf(lines.join('\n'));
  if (trouble?.type !== 'unreachable') return [];
  return hanging(
    [span('not reached ', { bold: true, tone: 'warning' })],
    `${names[trouble.kind]} does not answer. This is not the login: ${cleanRow(trouble.said)}`,
    columns,
  );
}

const names: Readonly<Record<LoginKind, string>> = {
  juju: 'The Juju controller',
  openstack: 'OpenStack',
  vault: 'The vault',
};
