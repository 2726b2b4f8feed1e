import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { contentOf, writtenBy } from '../writes.ts';

/** One curly quote or long dash, and a service may leave the file unread without a word. */
export const nonAsciiInConf: BlockRule = {
  id: 'non-ascii-in-conf',
  part: 'risky',
  severity: 'error',
  why: 'What is written to this file is not plain ASCII, and some services then leave it unread without a word.',
  todo: 'Write straight quotes and plain dashes.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      const conf = writtenBy(call).find(({ path }) => CONF.test(path));
      if (conf === undefined) continue;
      const strange = /[^\p{ASCII}]/u.exec(contentOf(shell, call))?.[0];
      if (strange === undefined) continue;
      const place = placeOf(shell, call);
      yield {
        ...place,
        message: `\`${strange}\` in what is written to \`${conf.path}\` is not plain ASCII, and some services then leave the file unread without a word.`,
      };
    }
  },
};

const CONF =
  /\.(?:conf|cfg|ini|cnf|service|socket|timer|override|env|properties)$|^\/etc\/|openrc$/;
