import type { Rule } from './rule.ts';

/** What was not understood of a document, in the order in which docs/lint lists it. */
export const understoodRules: readonly Rule[] = [];
