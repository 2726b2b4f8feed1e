import { Told } from '../../support/documents.ts';

const check = (command: string) =>
  `**CHECK (read-only) -- jumphost**\n\`\`\`bash\n${command}\n\`\`\`\n`;
const ask = '**ASK:** Is this a `fresh deploy` or an `existing-cluster graft`?\n';

/** What leaves two things to the runbook behind it on a fresh deploy, and one to nobody here. */
export const phase07 = `# Phase 07

${ask}
## Step 7.1 -- graft

${check('graft')}
## Step 7.8 -- health

${check('health')}
**GATE:** output contains \`HEALTHY\`.

**SKIP WHEN:** fresh deploy. **DEFER TO:** phase-08 step 8.2.

## Step 7.9 -- built and removed

**SKIP WHEN:** fresh deploy. **DEFER TO:** phase-08 steps 8.1 to 8.5.

${check('build')}
${check('remove')}
## Rollback

**ROLLBACK -- jumphost**
\`\`\`bash
undo
\`\`\`

## Exit gate

- **GATE:** step \`7.1\` passed.
- Health. **GATE:** block \`7.8/1\` passed.
- Build. **GATE:** step \`7.9\` passed.
`;

/** What makes up for it, with an acceptance bar. */
export const phase08 = `# Phase 08

${ask}
## Step 8.1 -- order

${check('order')}
## Step 8.2 -- watch

${check('watch')}
**GATE:** output contains \`HEALTHY\`.

## Step 8.4.1 -- charms

**ACCEPTANCE:** \`D-011.1\` all charms are idle.

${check('charms')}
**GATE:** output contains \`idle\`.

## Step 8.4.5 -- from end to end

**ACCEPTANCE:** \`D-011.5\` a cluster comes up.

**GATE:** step \`8.2\` passed.

## Step 8.4.7 -- snapshots

**ACCEPTANCE:** \`D-011.7\` every machine has its snapshot.

**DEFER TO:** the snapshot pass.

**GATE:** The snapshots are listed. **TRAINING ANSWER:** later.

## Step 8.4.8 -- names

**ACCEPTANCE:** \`D-011.8\` tenants resolve names.

**DEFER TO:** version 2.

## Step 8.5 -- away

${check('away')}
## Exit gate

- **GATE:** steps \`8.1\` and \`8.2\` passed.
- **GATE:** steps \`8.4.7\` and \`8.4.8\` passed.
- Nothing is left. **GATE:** no deferral is open.
`;

/** Both walked as one on a fresh deploy. */
export function fresh(
  books: Readonly<Record<string, string>> = { 'phase-07': phase07, 'phase-08': phase08 },
): Told {
  return new Told(books).tell({ type: 'question-answered', question: 'route', option: 'fresh' });
}

/** Everything on the way ran and passed, and a person put the snapshots off. */
export function walked(told: Told = fresh()): Told {
  return told
    .ran('phase-07:7.1/1', [])
    .ran('phase-08:8.1/1', [])
    .ran('phase-08:8.2/1', ['yes'])
    .ran('phase-08:8.4.1/1', ['yes'])
    .tell({ type: 'gate-attested', gate: 'phase-08:8.4.7#0', answer: 'later', by: 'operator' })
    .ran('phase-08:8.5/1', []);
}
