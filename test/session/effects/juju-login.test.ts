import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/secrets/secret.ts';
import { logInToJuju, type LoginTerminal } from '../../../src/session/effects/juju-login.ts';

const account = { controller: 'ctl', user: 'admin' };
const prompt = 'please enter password for admin on ctl: ';
const password = () => new Secret(Buffer.from('canary-6Hd1z'));
const patience = { prompt: 400, echo: 200, end: 400 };

type End = Awaited<LoginTerminal['ended']>;

/** A terminal on which a test plays juju: what it says, whether it hides, and how it goes on once something is typed. */
function played(options: {
  readonly says?: string;
  readonly echo?: () => boolean | undefined;
  readonly onTyped?: (say: (text: string) => void, end: (status: number) => void) => void;
  readonly ends?: number;
}) {
  const typed: string[] = [];
  let hear: (bytes: Buffer) => void = () => undefined;
  let end: (end: End) => void = () => undefined;
  const ended = new Promise<End>((resolve) => {
    end = resolve;
  });
  const finish = (exitCode: number) => end({ exitCode, signal: undefined });
  const terminal: LoginTerminal = {
    // Of no process group: nothing is there to be killed.
    pid: 2 ** 30,
    ended,
    onSaid(told) {
      hear = told;
      if (options.says !== undefined) hear(Buffer.from(options.says));
      if (options.ends !== undefined) finish(options.ends);
    },
    type(bytes) {
      typed.push(Buffer.from(bytes).toString());
      options.onTyped?.((text) => hear(Buffer.from(text)), finish);
      return true;
    },
    echoes: async () => (options.echo === undefined ? false : options.echo()),
  };
  const words: string[][] = [];
  return {
    typed,
    words,
    open: async (given: readonly string[]) => {
      words.push([...given]);
      return terminal;
    },
  };
}

const logIn = (juju: ReturnType<typeof played>, secret = password()) =>
  logInToJuju(account, secret, { open: juju.open, patience });

describe('juju that asks for the password', () => {
  it('is given it once, with a return, and never in the command line', async () => {
    const juju = played({ says: prompt, onTyped: (_say, end) => end(0) });
    expect(await logIn(juju)).toEqual({ type: 'in' });
    expect(juju.typed).toEqual(['canary-6Hd1z\r']);
    expect(juju.words.flat().join(' ')).toMatch(/ juju login -c ctl -u admin$/);
    expect(juju.words.flat().join(' ')).not.toContain('canary');
  });

  it('is not given it while the terminal shows what is typed', async () => {
    for (const echo of [() => true, () => undefined]) {
      const juju = played({ says: prompt, echo });
      expect(await logIn(juju)).toEqual({
        type: 'failed',
        why: 'juju would have shown the password, so it was not typed. Log in by hand: juju login -c ctl -u admin',
      });
      expect(juju.typed).toEqual([]);
    }
  });

  it('is given it when it hides the answer a moment after it asked', async () => {
    let looks = 0;
    const juju = played({
      says: prompt,
      echo: () => (looks += 1) < 3,
      onTyped: (_say, end) => end(0),
    });
    expect(await logIn(juju)).toEqual({ type: 'in' });
  });

  it.each([
    ['asks once more', (say: (text: string) => void) => say(`\r\n${prompt}`), 'juju did not take'],
    [
      'says that it is wrong',
      (say: (text: string) => void, end: (status: number) => void) => {
        say('\r\nERROR cannot log into controller "ctl": invalid entity name or password\r\n');
        end(1);
      },
      'juju says that this is not the password.',
    ],
  ])('has refused it when it %s', async (_how, onTyped, why) => {
    const juju = played({ says: prompt, onTyped });
    const answer = await logIn(juju);
    expect(answer).toMatchObject({ type: 'refused', why: expect.stringContaining(why) as string });
    expect(juju.typed).toHaveLength(1);
  });

  it('says in one sentence how it ended, with nothing of the password', async () => {
    const juju = played({
      says: prompt,
      onTyped: (say, end) => {
        say('\r\nERROR unable to connect with canary-6Hd1z: refused.\r\n');
        end(1);
      },
    });
    expect(await logIn(juju)).toEqual({
      type: 'failed',
      why: 'juju login ended with status 1: ERROR unable to connect with [masked]: refused. Log in by hand: juju login -c ctl -u admin',
    });
  });

  it('is not waited for without end', async () => {
    expect(await logIn(played({ says: prompt }))).toMatchObject({
      why: expect.stringContaining('juju did not end in 0.4 s after the password.') as string,
    });
  });
});

describe('juju that does not ask for the password', () => {
  it.each([
    ['asks for another account', 'please enter password for admin on other: '],
    ['asks for a name', 'Enter username: '],
  ])('is given nothing when it %s', async (_how, says) => {
    const juju = played({ says });
    expect(await logIn(juju)).toMatchObject({
      type: 'failed',
      why: expect.stringContaining('something else than the password of admin') as string,
    });
    expect(juju.typed).toEqual([]);
  });

  it('is given nothing when it only sends to a browser', async () => {
    const juju = played({ says: 'Opening https://10.12.8.30/login in your browser\r\n' });
    expect(await logIn(juju)).toMatchObject({
      why: expect.stringContaining('juju did not ask for the password in 0.4 s.') as string,
    });
    expect(juju.typed).toEqual([]);
  });

  it('has logged in already when it ends well', async () => {
    expect(await logIn(played({ ends: 0 }))).toEqual({ type: 'in' });
  });

  it('says what it said when it ends at once', async () => {
    const juju = played({ says: 'ERROR controller "ctl" does not exist\r\n', ends: 1 });
    expect(await logIn(juju)).toMatchObject({
      why: expect.stringContaining(
        'with status 1: ERROR controller "ctl" does not exist. ',
      ) as string,
    });
  });
});

it('starts nothing for what can not be typed on one line, and says when there is no terminal', async () => {
  const juju = played({});
  expect((await logIn(juju, new Secret(Buffer.from('two\nlines')))).type).toBe('failed');
  expect(juju.words).toEqual([]);
  const none = { open: () => Promise.reject(new Error('no pty')), patience };
  expect(await logInToJuju(account, password(), none)).toMatchObject({
    why: expect.stringContaining('No terminal of its own could be opened') as string,
  });
});
