import { isSecretValue } from '../../secrets/secret-value.ts';

/** What is given stands in the journal and in the command of its block, for everybody to see. */
export function secretPlaceholder(values: Readonly<Record<string, string>>): string | undefined {
  const found = Object.entries(values).find(([text, value]) => isSecretValue(text, value));
  return found === undefined
    ? undefined
    : `What you typed for ${found[0]} looks like a secret, and it would stand in the command and in the journal; have the runbook ask for it in a SECRET block.`;
}

/** What is confirmed stands in the journal, and in the script of each block that reads it. */
export function secretLiteral(values: Readonly<Record<string, string>>): string | undefined {
  const found = Object.entries(values).find(([name, value]) => isSecretValue(name, value));
  return found === undefined
    ? undefined
    : `${found[0]} looks like a secret, and what is confirmed stands in the journal; leave it empty here, and have the runbook ask for it in a SECRET block.`;
}
