import { describe, expect, it } from 'vitest';
import { isLoginQuestion, isNamedPrompt } from '../../src/session/named-prompt.ts';

const byText = (line: string, text: string) => isNamedPrompt(line, { type: 'text', text });
const byPattern = (line: string, pattern: string) =>
  isNamedPrompt(line, { type: 'pattern', pattern });

describe('a prompt that a runbook names by its text', () => {
  it.each([
    ['Password:', 'Password:'],
    ['Password:', 'Password: '],
    ["ubuntu@10.1.2.3's password:", "ubuntu@10.1.2.3's password:"],
    ['[sudo] password for ubuntu:', '[sudo] password for ubuntu:'],
  ])('is the whole line: %s', (line, text) => {
    expect(byText(line, text)).toBe(true);
  });

  it.each([
    ["ubuntu@10.1.2.3's password:", 'password:'],
    ['Enter new root password:', 'password:'],
    ['(ubuntu@10.1.2.3) Password:', 'Password:'],
    ['vault asks. Key:', 'Key:'],
    ['Enter pass phrase for x.key:', 'Enter pass phrase for'],
    ['Password: x', 'Password:'],
    ['password:', 'Password:'],
    ['', ''],
    ['', ' '],
  ])('is no part of it: %s', (line, text) => {
    expect(byText(line, text)).toBe(false);
  });
});

const questions = [
  "ubuntu@10.1.2.3's password:",
  '(ubuntu@10.1.2.3) Password:',
  '(ubuntu@10.1.2.3) Verification code:',
  '[sudo] password for ubuntu:',
  '[sudo: authenticate] Password:',
  "Enter passphrase for key '/home/ubuntu/.ssh/id_ed25519':",
  'Are you sure you want to continue connecting (yes/no/[fingerprint])?',
  "Please type 'yes', 'no' or the fingerprint:",
  'please enter password for admin on ctl:',
];

describe('a prompt that a runbook names by a pattern', () => {
  it.each([
    ['Enter new root password:', 'password:'],
    ['Enter pass phrase for x.key:', 'Enter pass phrase for .*:'],
    ['Key 12:', 'a|Key [0-9]+:'],
  ])('ends the line: %s', (line, pattern) => {
    expect(byPattern(line, pattern)).toBe(true);
  });

  it('stands nowhere else in it', () => {
    expect(byPattern('Key: x', 'Key:')).toBe(false);
    expect(byPattern('', 'x?')).toBe(false);
  });

  it.each(questions)('is never what a login asks: %s', (line) => {
    expect(isLoginQuestion(line)).toBe(true);
    expect(byPattern(line, '.*[:?]')).toBe(false);
    expect(byText(line, line)).toBe(true);
  });

  it.each(['Password:', "Vault's unseal key:", 'Unseal Key (will be hidden):', 'Secret:'])(
    'may be what a program asks: %s',
    (line) => {
      expect(isLoginQuestion(line)).toBe(false);
      expect(byPattern(line, '.*:')).toBe(true);
    },
  );
});
