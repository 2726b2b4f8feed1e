import { expect, it } from 'vitest';
import { versionBySubstring } from '../../../src/lint/risky/version-by-substring.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'helm version --short | grep -q "$WANT"',
  'app --version | grep -q 1.4.0',
  '[[ $v == *3.17.3* ]] && echo right',
])('finds it in %j', (text) => {
  expect(foundIn(versionBySubstring, text)).not.toEqual([]);
});

it.each([
  "helm version --short | grep -q '^v3\\.17\\.3+'",
  '[ "$have" = "$want" ]',
  'app --version | grep -qx 1.4.0',
  'app --version | grep 1.4.0',
  '[[ $v == 3.17.3 ]]',
])('does not find it in %j', (text) => {
  expect(foundIn(versionBySubstring, text)).toEqual([]);
});
