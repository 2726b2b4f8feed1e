import { buildCommand, cautionsOf } from '../steps/command.ts';
import type { Command, Values } from '../steps/command.ts';
import type { Caution } from '../steps/model.ts';
import type { Located } from './refs.ts';
import type { Session } from './session.ts';

/** The command a block would run now: what the preview shows and, on Enter, the very value that runs. */
export function previewOf(session: Session, { ref, runbook, block }: Located): Command {
  const placeholders = session.given[ref];
  const values = valuesOf(session);
  return buildCommand(
    runbook,
    block,
    placeholders === undefined ? values : { ...values, placeholders },
  );
}

/**
 * The cautions of a block, each with the object as it has to be typed now. An object that is the value of a
 * name without one is empty: nothing that is typed is right then.
 */
export function cautionsNow(session: Session, { runbook, block }: Located): readonly Caution[] {
  return cautionsOf(runbook, block, valuesOf(session));
}

function valuesOf(session: Session): Values {
  return {
    literals: session.literals ?? {},
    captures: Object.fromEntries(
      Object.entries(session.captures).map(([name, { value }]) => [name, value]),
    ),
    jujuModel: session.literals?.['juju-model'] ?? 'openstack',
  };
}
