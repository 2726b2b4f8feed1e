import { readDeferral } from '../steps/deferral.ts';
import type { Runbook } from '../steps/model.ts';
import type { Deferral } from './deferrals.ts';
import { proofWords, type Proof } from './proof.ts';

/** `7.8/6 is deferred to phase-08 step 8.2, and that is open: 8.2 has not passed`. */
export function deferralSentence(entry: Deferral): string {
  const { id, to, state, why } = entry;
  switch (state) {
    case 'open':
      return `${id} is deferred to ${to}, and that is open: ${why}`;
    case 'broken':
      return `${id} is deferred to ${to}, and nothing there can make up for it: ${why}`;
    case 'elsewhere':
      return `${id} is deferred to ${to}: ${why}`;
    case 'closed':
      return `${id} is ${why}`;
  }
}

/** What is still missing, a few of it by name. `why` where it is more than that it has not passed. */
export function openWords(
  open: readonly { readonly id: string; readonly why: string | undefined }[],
): string {
  if (open.length === 0) return 'nothing that it names is on this route';
  const plain = open.filter(({ why }) => why === undefined).map(({ id }) => id);
  const shown = plain.slice(0, 4).join(', ');
  const rest = plain.length > 4 ? ` and ${plain.length - 4} more` : '';
  return [
    ...(plain.length === 0
      ? []
      : [`${shown}${rest} ${plain.length === 1 ? 'has' : 'have'} not passed`]),
    ...open.flatMap(({ why }) => why ?? []).slice(0, 2),
  ].join('; ');
}

/** What a deferral was closed by: `closed by phase-08 8.2/1, attempt 41, 02:14 UTC`. */
export function closedWords(to: string, runbook: Runbook, evidence: readonly Proof[]): string {
  const over = evidence.filter(({ overridden }) => overridden !== undefined);
  const passedOver = over.map(({ id, overridden }) => `; ${id} OVERRIDDEN: ${overridden ?? ''}`);
  const runs = evidence.filter(({ attempt }) => attempt !== undefined);
  const last = newest(runs.length > 0 ? runs : evidence);
  if (last === undefined) return `closed by ${to}`;
  const one = `closed by ${runbook.id} ${proofWords(last)}`;
  const many = `closed by ${to} (${runs.length} blocks, the last ${proofWords(last)})`;
  return (runs.length > 1 ? many : one) + passedOver.slice(0, 2).join('');
}

function newest(proofs: readonly Proof[]): Proof | undefined {
  return proofs.reduce<Proof | undefined>(
    (best, each) => (best === undefined || (each.attempt ?? 0) > (best.attempt ?? 0) ? each : best),
    undefined,
  );
}

/** Why nothing here makes up for it. */
export function elsewhereWords(to: string): string {
  const said = readDeferral(to)?.runbook;
  return said === undefined
    ? 'no runbook of this walk makes up for it'
    : `${said} is not in this walk`;
}
