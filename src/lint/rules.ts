import { riskyRules } from './risky-rules.ts';
import type { Rule } from './rule.ts';
import { understoodRules } from './understood-rules.ts';

/** Every rule, in the order in which docs/lint lists them. */
export const rules: readonly Rule[] = [...understoodRules, ...riskyRules];
