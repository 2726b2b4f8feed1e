import type { BlockRule } from '../rule.ts';

/** A block that no shell would run as it stands; and what no rule has looked at. */
export const shellNotUnderstood: BlockRule = {
  id: 'shell-not-understood',
  part: 'understood',
  severity: 'warning',
  why: 'The block is not read as bash would read it, so nothing is known of what it does.',
  todo: 'Mend what the shell would stumble over here.',
  looksAt: 'block',
  *find({ text, problem }) {
    if (problem === undefined) return;
    const start = Math.min(problem.at, Math.max(0, text.length - 1));
    yield { start, end: start + 1, message: `This is not read as shell: ${problem.reason}.` };
  },
};
