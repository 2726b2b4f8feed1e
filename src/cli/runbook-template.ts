/**
 * A runbook to start from: each kind of sentence once, with commands that the simulated cloud knows, so that it can be
 * trained before a word of it is changed.
 */
export function runbookTemplate(title: string): string {
  return TEMPLATE.replace('TITLE', () => title);
}

const TEMPLATE = `# TITLE

Say in two or three sentences what this does, when to use it and when not. Whoever walks it reads them first.

- \`ENV(juju-model)\` openstack   (the Juju model that the units stand in)
- \`ENV(service)\` magnum-conductor   (the systemd service that is restarted)

## Prerequisites

What must be true before anything is changed. A CHECK only reads, so it may run again and again.

**CHECK (read-only) -- magnum/0**

\`\`\`bash
systemctl is-active "$service" && systemctl show "$service" -p MainPID --value
\`\`\`

**CAPTURE:** \`old_pid\` is the last line of the output, matching \`[1-9][0-9]*\`.
**GATE:** exit status is 0 and line 1 of the output is \`active\`.

## Step 1 -- Restart the service

Say why, and what it does to whom.

> **CAUTION:** \`$service\` serves nobody while it restarts.

**RUN -- magnum/0**

\`\`\`bash
sudo systemctl restart "$service" && systemctl show "$service" -p MainPID --value
\`\`\`

**CAPTURE:** \`new_pid\` is the last line of the output, matching \`[1-9][0-9]*\`.
**GATE:** exit status is 0 and \`new_pid\` differs from \`old_pid\`. **IDEMPOTENT:** yes.

It counts as up once it has stayed up for three looks.

**POLL -- magnum/0** every 5 s, at most 24 times, stop on \`failed\`

\`\`\`bash
systemctl is-active "$service"
\`\`\`

**GATE:** line 1 of the output is \`active\`, stable for 3 polls.

## Step 2 -- Tell the users

What only a person can know is asked in plain words; the default answer is no.

**GATE:** the users know that the service is back. **TRAINING ANSWER:** yes.

## Rollback

Offered from the rollback list only.

**ROLLBACK -- magnum/0**

\`\`\`bash
sudo systemctl start "$service"
\`\`\`

**GATE:** exit status is 0.

## Exit gate

- **GATE:** steps \`prerequisites\` and \`1\` passed.
- **GATE:** step \`2\` passed.
`;
