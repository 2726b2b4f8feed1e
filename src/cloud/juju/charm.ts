import type { JujuUnit } from '../model.ts';

/** The application a unit is of. */
export function application(unit: JujuUnit): string {
  return unit.name.split('/')[0] ?? '';
}

/** What the charm of an application is, as far as the runbooks name it. */
export function charmOf(name: string): { readonly channel: string; readonly revision: number } {
  if (name === 'magnum') return { channel: '2024.1/stable', revision: 70 };
  if (name === 'vault') return { channel: '1.8/stable', revision: 393 };
  return { channel: '2024.1/stable', revision: 600 + name.length };
}
