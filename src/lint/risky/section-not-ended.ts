import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** awk goes on into the next section of an INI file unless something tells it to stop. */
export const sectionNotEnded: BlockRule = {
  id: 'section-not-ended',
  part: 'risky',
  severity: 'warning',
  why: 'Where the section lacks this key, the value of a later section is taken for it.',
  todo: 'End it at the next heading: `/^\\[/{s=0}` ahead of the one that begins it.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (!/^[gm]?awk$/.test(call.name)) continue;
      const program = call.args.find((arg) => arg !== undefined && BEGINS.test(arg));
      const flag = BEGINS.exec(program ?? '')?.[1];
      if (
        program === undefined ||
        flag === undefined ||
        program.includes(`${flag}=0`) ||
        new RegExp(`\\b${flag}\\s*=\\s*(?:0|\\()`).test(program)
      )
        continue;
      yield placeOf(shell, call);
    }
  },
};

const BEGINS = /\/\^\\\[[^\]/]{1,200}\\?\]\$?\/\s*\{\s*(\w{1,40})\s*=\s*1\s*;?\s*\}/;
