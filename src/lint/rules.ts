import { curlWithoutTimeout } from './risky/curl-without-timeout.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order in which docs/lint lists them. */
export const rules: readonly Rule[] = [curlWithoutTimeout];
