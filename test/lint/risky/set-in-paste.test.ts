import { expect, it } from 'vitest';
import { setInPaste } from '../../../src/lint/risky/set-in-paste.ts';
import { foundIn } from '../support/found.ts';

it.each(['set -e\nfalse', 'set -euo pipefail'])('finds it in %j', (text) => {
  expect(foundIn(setInPaste, text)).not.toEqual([]);
});

it.each(['( set -e; false )', 'set -o pipefail', '#!/bin/bash\nset -e', 'set +e'])(
  'does not find it in %j',
  (text) => {
    expect(foundIn(setInPaste, text)).toEqual([]);
  },
);
