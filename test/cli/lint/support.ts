import { readRunbook } from '../../../src/steps/read-runbook.ts';
import { lintRunbook } from '../../../src/lint/lint-runbook.ts';
import type { LintReport, LintedFile } from '../../../src/cli/lint/linted-file.ts';

/** A document as the command holds it once it is linted. */
export function lintedFile(source: string, name = 'a.md'): LintedFile {
  const runbook = readRunbook(source, name);
  const findings = lintRunbook(source, runbook);
  return { name, runbook, findings, fixed: [], notFixed: undefined };
}

export function reportOf(...files: readonly LintedFile[]): LintReport {
  return { files, unread: [], shellcheck: { type: 'ran' } };
}

export const small = `# Small

## Step 1 -- Look

**RUN: jumphost**

\`\`\`bash
curl http://x | cat
\`\`\`

**GATE:** exit status is 0.

<!-- handrail: allow curl-without-timeout because it is 100 % local: no net, ever -->
**CHECK (read-only) -- jumphost**

\`\`\`bash
curl http://y
\`\`\`

**GATE:** exit status is 0.
`;
