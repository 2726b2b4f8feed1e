import { callsOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** A pod that crashes in a loop is in phase Running. */
export const phaseSelector: BlockRule = {
  id: 'phase-selector',
  part: 'risky',
  severity: 'error',
  why: 'A pod that crashes in a loop or never becomes ready is in phase Running, so this never shows it.',
  todo: 'Use `-o json` and look at `containerStatuses`: ready, and their restarts.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (call.name !== 'kubectl') continue;
      for (const [index, arg] of call.args.entries()) {
        const node = call.argNodes[index];
        if (node !== undefined && /status\.phase(?:!=|==?Running\b)/.test(arg ?? node.text))
          yield shell.placeOf(node);
      }
    }
  },
};
