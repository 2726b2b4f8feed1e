import type { Rule } from './rule.ts';
import { captureBeforeSet, captureMaybeUnset } from './understood/capture-order.ts';
import { deferralElsewhere, deferralLeadsNowhere } from './understood/deferral-places.ts';
import { documentWithoutLabels, unlabelledBlock } from './understood/labels.ts';
import { problemRules } from './understood/problem-rules.ts';
import { shellNotUnderstood } from './understood/shell-not-understood.ts';
import {
  silenceNotUnderstood,
  silenceOfNothing,
  silenceOfUnknownRule,
  silenceWithoutReason,
} from './understood/silence-rules.ts';
import {
  documentWithoutGates,
  gateWithoutBlock,
  stepWithoutGate,
} from './understood/step-gates.ts';

/** What was not understood of a document, in the order in which docs/lint lists it. */
export const understoodRules: readonly Rule[] = [
  ...problemRules(),
  documentWithoutLabels,
  unlabelledBlock,
  documentWithoutGates,
  stepWithoutGate,
  gateWithoutBlock,
  captureBeforeSet,
  captureMaybeUnset,
  deferralLeadsNowhere,
  deferralElsewhere,
  shellNotUnderstood,
  silenceNotUnderstood,
  silenceWithoutReason,
  silenceOfUnknownRule,
  silenceOfNothing,
];
