import { buildCommand } from '../steps/command.ts';
import type { Command } from '../steps/command.ts';
import type { Located } from './refs.ts';
import type { Session } from './session.ts';

/** The command a block would run now: what the preview shows and, on Enter, the very value that runs. */
export function previewOf(session: Session, { runbook, block }: Located): Command {
  return buildCommand(runbook, block, {
    literals: session.literals ?? {},
    captures: Object.fromEntries(
      Object.entries(session.captures).map(([name, { value }]) => [name, value]),
    ),
    jujuModel: session.literals?.['juju-model'] ?? 'openstack',
  });
}
