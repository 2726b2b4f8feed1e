import type { SecretPrompt } from '../steps/model.ts';
import { searchText } from '../steps/search.ts';

/**
 * Whether the line that a terminal stands in is the prompt that a runbook names: a text is the whole of it, as
 * `password:` also ends what ssh asks for a login of its own; a pattern is its end, but of no login's question.
 *
 * @param line as a person reads it, without the blanks at its end
 */
export function isNamedPrompt(line: string, prompt: SecretPrompt): boolean {
  if (line === '') return false;
  if (prompt.type === 'text') return line === prompt.text.trimEnd();
  return (
    !isLoginQuestion(line) && searchText(`(?:${prompt.pattern})[ \\t]*$`, line).type === 'found'
  );
}

/** What ssh, sudo and juju ask for themselves. Only who writes it down word for word can mean it. */
export function isLoginQuestion(line: string): boolean {
  return LOGIN_QUESTIONS.some((question) => question.test(line));
}

const LOGIN_QUESTIONS = [
  /'s (?:old |new )?password:$/i,
  // What a server asks by way of ssh, since OpenSSH 8.7.
  /\(\S+@\S+\) [^\n]*[:?]$/,
  /\[sudo\b[^\]]*\]/i,
  /enter passphrase for (?:[\w-]+ )?key\b/i,
  /enter pin for\b/i,
  /\(yes\/no(?:\/\[fingerprint\])?\)\??$/i,
  /please type 'yes', 'no' or the fingerprint:$/i,
  /please enter password for \S+ on \S+:$/i,
];
