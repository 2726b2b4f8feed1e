import { spawnSync } from 'node:child_process';
import { loginWords } from '../../session/login.ts';
import { loginAdvice, loginWays } from '../../session/login-ways.ts';
import { targetWords } from '../../session/target.ts';
import { clean } from './lines.ts';
import { sendOrSay, type Next, type Talk } from './talk.ts';

/**
 * A login is gone: says so, lends the terminal to what logs in, and asks whether it is back. Once for each time it
 * went: whoever says `later` goes on with the walk.
 */
export async function atLogin(talk: Talk): Promise<Next> {
  const { walker, reader, print } = talk;
  for (;;) {
    const { session } = walker.store.getState();
    const { login } = session;
    if (login === undefined) return 'on';
    print('');
    print(`! ${loginWords(login.kind).gone}`);
    print(`  ${clean(loginAdvice(session, login))}`);
    const hand = loginWays(session, login).find(({ type }) => type === 'hand-over');
    const program = hand?.type === 'hand-over' ? hand.program : undefined;
    const enter = program === undefined ? 'Enter looks again' : `Enter runs ${program.join(' ')}`;
    const typed = await reader.ask(
      `[login] ${enter}, a asks again whether it is back, s goes on without, q leaves: `,
    );
    switch (typed?.trim()) {
      case undefined:
      case 'q':
        return 'leave';
      case 's':
        return 'on';
      case '':
        if (program !== undefined) await logIn(talk, program);
        break;
      case 'a':
        break;
      default:
        print(`  "${clean(typed ?? '')}" is none of the answers.`);
        continue;
    }
    await sendOrSay(talk, { type: 'check-login' });
    await walker.idle();
  }
}

/** The terminal is the program's until it ends; in training something stands in for it. */
async function logIn(
  { walker, reader, print }: Talk,
  [command = '', ...rest]: readonly string[],
): Promise<void> {
  if (walker.standInLogin !== undefined)
    return walker.standInLogin({
      print: (text) => text.trimEnd().split('\n').forEach(print),
      // What is typed shows here: the password of the simulated cloud is no secret.
      askHidden: (question) => reader.ask(question),
    });
  const ended = reader.whileLent(() => spawnSync(command, rest, { stdio: 'inherit' }));
  if (ended.error !== undefined) print(`  ${command} did not start: ${clean(ended.error.message)}`);
}

/** A block was refused because it would meet another target: only that target's own name changes what is pinned. */
export async function atOtherTarget(talk: Talk): Promise<void> {
  const { check } = talk.walker.store.getState();
  if (check?.state !== 'differs' || check.live === undefined) return;
  const name = targetWords(check.live);
  talk.print('  Switch back in another pane (juju switch) and run it again.');
  const typed = await talk.reader.ask(
    `  Or type ${clean(name)} to change the target for the rest of this walk; Enter alone goes back: `,
  );
  if (typed === undefined || typed.trim() === '') return;
  if (await sendOrSay(talk, { type: 'pin-target', typed })) talk.print('  It is pinned now.');
}
