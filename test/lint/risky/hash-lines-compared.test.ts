import { expect, it } from 'vitest';
import { hashLinesCompared } from '../../../src/lint/risky/hash-lines-compared.ts';
import { foundIn } from '../support/found.ts';

it.each(['sha256sum image.raw\nssh -n node1 sha256sum /srv/image.raw'])(
  'finds it in %j',
  (text) => {
    expect(foundIn(hashLinesCompared, text)).not.toEqual([]);
  },
);

it.each([
  "sha256sum image.raw | cut -d' ' -f1\nssh -n node1 'sha256sum /srv/image.raw | cut -d\" \" -f1'",
  'sha256sum -c SHA256SUMS\nsha256sum -c OTHERSUMS',
  'sha256sum image.raw',
])('does not find it in %j', (text) => {
  expect(foundIn(hashLinesCompared, text)).toEqual([]);
});
