import { describe, expect, it } from 'vitest';
import { promptAtEnd } from '../../src/session/prompt.ts';

describe('a question at the end of an output', () => {
  it.each([
    ['please enter password for admin on ctl: ', 'please enter password for admin on ctl:'],
    ['Reading ...\n[sudo] password for ubuntu: ', '[sudo] password for ubuntu:'],
    ['Enter username: ', 'Enter username:'],
    [
      "Enter passphrase for key '/home/u/.ssh/id_rsa': ",
      "Enter passphrase for key '/home/u/.ssh/id_rsa':",
    ],
    ['Unseal Key (will be hidden): ', 'Unseal Key (will be hidden):'],
    [
      'Are you sure you want to continue connecting (yes/no/[fingerprint])? ',
      'Are you sure you want to continue connecting (yes/no/[fingerprint])?',
    ],
    ['Continue? [y/N] ', 'Continue? [y/N]'],
    ['10 %\r50 %\rPassword: ', 'Password:'],
  ])('%j', (printed, prompt) => {
    expect(promptAtEnd(printed)).toBe(prompt);
  });

  it.each([
    '',
    'please enter password for admin on ctl: \n',
    'password: changed',
    'the token is valid',
    'downloading: 40 %',
    `${'x'.repeat(400)} password: `,
  ])('none in %j', (printed) => {
    expect(promptAtEnd(printed)).toBeUndefined();
  });
});
