import { join } from 'node:path';

/**
 * A walk with two polls that may be left running. What each sees stands in a file of `folder`, `first` and `second`;
 * without it nothing is there yet. Step 4 may run beside both, step 5 waits for the first, the exit gate for both.
 * `READY` twice in a row ends the first, `UP` the second; `BROKEN` ends the first as failed. Each change leaves its
 * step and its attempt's folder in the file `effects`.
 */
export function twoPolls(
  folder: string,
  { every = 1, atMost = 200 }: { readonly every?: number; readonly atMost?: number } = {},
): string {
  const file = (name: string) => `'${join(folder, name)}'`;
  const effect = (id: number) =>
    `echo "${id} \${HANDRAIL_ATTEMPT##*/}" >> ${file('effects')}; echo done`;
  const seen = (name: string) => `cat ${file(name)} 2>/dev/null || echo NOTHING`;
  return [
    '# Two polls\n',
    step(1, 'Begin', 'RUN -- jumphost**', effect(1), '**GATE:** output contains `done`.'),
    step(
      2,
      'Wait for the first',
      `POLL -- jumphost** every ${every} s, at most ${atMost} times, stop on \`BROKEN\``,
      seen('first'),
      '**GATE:** the last line is `READY`, stable for 2 polls.\n' +
        '**MEANWHILE:** go on up to step `5`. **DIAGNOSE:** `2/2`.',
    ),
    fence('CHECK (read-only) -- jumphost**', 'echo looked', ''),
    step(
      3,
      'Wait for the second',
      `POLL -- jumphost** every ${every} s, at most ${atMost} times`,
      seen('second'),
      '**GATE:** the last line is `UP`. **MEANWHILE:** go on.',
    ),
    step(4, 'Beside both', 'RUN -- jumphost**', effect(4), '**GATE:** output contains `done`.'),
    fence('CHECK (read-only) -- jumphost**', 'echo fine', '**GATE:** output contains `fine`.'),
    step(
      5,
      'Behind the first',
      'RUN -- jumphost**',
      effect(5),
      '**GATE:** output contains `done`.',
    ),
    '## Exit gate\n',
    '- **GATE:** steps `1`, `2`, `3`, `4` and `5` passed.\n',
  ].join('\n');
}

function step(id: number, title: string, label: string, script: string, after: string): string {
  return `## Step ${id} -- ${title}\n\n${fence(label, script, after)}`;
}

function fence(label: string, script: string, after: string): string {
  return `**${label}\n\n\`\`\`bash\n${script}\n\`\`\`\n\n${after}\n`;
}
