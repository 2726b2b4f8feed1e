import type { Command } from '../../steps/command.ts';
import type { Block } from '../../steps/model.ts';
import { outcomeOfShipped, outcomeOfTransfer } from '../connection.ts';
import type { Outcome } from '../outcome.ts';
import type { AttemptFolder } from '../runner.ts';
import { redact } from '../../secrets/redact.ts';
import { sanitise } from '../sanitise.ts';
import { tailFile } from './output-file.ts';
import { streamFile } from './output-place.ts';

/** How a block ended, once it is known whether its connection to the unit held. Reads the end of its output. */
export function shippedOutcome(
  block: Block,
  command: Command,
  folder: AttemptFolder,
  outcome: Outcome,
): Outcome {
  if (outcome.type !== 'exited') return outcome;
  // ssh's line goes into the journal and onto the screen.
  const stderr = () =>
    redact(sanitise(tailFile(streamFile(folder, 'stderr')).text, { colour: false }));
  if (block.transfer !== undefined)
    return outcomeOfTransfer({
      unit: block.transfer.unit,
      outcome,
      stderr: stderr(),
      sensitive: block.sensitive,
    });
  if (block.place.type !== 'unit') return outcome;
  return outcomeOfShipped({
    command,
    unit: block.place.unit,
    outcome,
    stdout: tailFile(streamFile(folder, 'stdout'), 1).text,
    stderr: stderr(),
    sensitive: block.sensitive,
  });
}
