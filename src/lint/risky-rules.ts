import { curlWithoutTimeout } from './risky/curl-without-timeout.ts';
import type { Rule } from './rule.ts';

/** What is dangerous in a command, in the order in which docs/lint lists it. */
export const riskyRules: readonly Rule[] = [curlWithoutTimeout];
