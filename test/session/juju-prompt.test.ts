import { expect, it } from 'vitest';
import { jujuLoginWords, jujuPrompt } from '../../src/session/juju-prompt.ts';

const account = { controller: 'ctl', user: 'admin' };

it.each([
  ['please enter password for admin on ctl: ', 'password'],
  ['Hello.\r\nplease enter password for admin on ctl:', 'password'],
  ['\u001b[1mplease enter password for admin on ctl: \u001b[0m', 'password'],
  ['please enter password for admin on other: ', 'other'],
  ['please enter password for bob on ctl: ', 'other'],
  ['not please enter password for admin on ctl: ', 'other'],
  ['Enter username: ', 'other'],
  ['please enter password for admin on ctl: \r\n', 'none'],
  ['please enter password for admin on c', 'none'],
  ['', 'none'],
  ['Opening https://10.12.8.30/login in your browser', 'none'],
])('reads what juju waits for at the end of %j', (said, prompt) =>
  expect(jujuPrompt(said, account)).toBe(prompt),
);

it('names the account to log in, and no other', () => {
  expect(jujuLoginWords(account)).toEqual(['juju', 'login', '-c', 'ctl', '-u', 'admin']);
});
