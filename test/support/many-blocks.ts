import { readRunbook } from '../../src/steps/read-runbook.ts';
import type { Runbook } from '../../src/steps/model.ts';

/** Two runbooks: one leaves `deferrals` of its blocks to steps of the other; `blocks` of them together, one a step. */
export function manyBlocks(blocks: number, deferrals: number): readonly Runbook[] {
  const block = (id: string) =>
    `**CHECK (read-only) -- jumphost**\n\n\`\`\`bash\nlook ${id}\n\`\`\`\n`;
  const closing = blocks - deferrals;
  const first = Array.from({ length: deferrals }, (_, at) =>
    [
      `## Step 1.${at} -- left to later\n`,
      `**SKIP WHEN:** fresh deploy. **DEFER TO:** second step 2.${at % closing}.\n`,
      block(`1.${at}`),
    ].join('\n'),
  );
  const second = Array.from({ length: closing }, (_, at) =>
    [`## Step 2.${at} -- done here\n`, block(`2.${at}`)].join('\n'),
  );
  const ask = '**ASK:** Is this a `fresh deploy` or an `existing-cluster graft`?\n';
  const end = '## Exit gate\n\n- Nothing is left. **GATE:** no deferral is open.\n';
  return [
    readRunbook(Buffer.from(['# First\n', ask, ...first].join('\n')), 'first.md'),
    readRunbook(Buffer.from(['# Second\n', ...second, end].join('\n')), 'second.md'),
  ];
}
