import { expect, it } from 'vitest';
import { nonAsciiInConf } from '../../../src/lint/risky/non-ascii-in-conf.ts';
import { foundIn } from '../support/found.ts';

it.each(["sudo tee /etc/app.conf <<'EOF'\nname = “prod”\nEOF", "echo 'a – b' > app.ini"])(
  'finds it in %j',
  (text) => {
    expect(foundIn(nonAsciiInConf, text)).not.toEqual([]);
  },
);

it.each([
  'sudo tee /etc/app.conf <<\'EOF\'\nname = "prod"\nEOF',
  "echo 'café' > menu.txt",
  "echo '–'",
])('does not find it in %j', (text) => {
  expect(foundIn(nonAsciiInConf, text)).toEqual([]);
});
