import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canary, startOnTerminal } from './support/on-terminal.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** `HANDRAIL_ROUNDS=200` for the long run. */
const rounds = Number(process.env['HANDRAIL_ROUNDS'] ?? '5');
const isLong = process.env['HANDRAIL_ROUNDS'] !== undefined;

/** What a program answers that reads the secret from a pipe, for want of which it is not here. */
function answerOf(command: string, args: readonly string[], input = canary): string | undefined {
  const { status, stdout } = spawnSync(command, args, { input, encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

const hash = answerOf('sha256sum', [])?.slice(0, 64) ?? 'none';
const has = (program: string) => spawnSync('which', [program]).status === 0;

/** A program, what it asks, and all that its terminal shows when no character of the secret is. */
interface Program {
  readonly name: string;
  readonly script: string;
  readonly prompts: readonly string[];
  readonly shows: string | undefined;
  readonly status?: number;
  /** It takes seconds to say no. */
  readonly isSlow?: true;
}

/** Itself, and not what looks for it anew each time. */
const python = answerOf('python3', ['-c', 'import sys; print(sys.executable)'])?.trim() ?? '';
const sayHash = `printf '%s' "$x" | sha256sum | cut -c 1-64`;
const getpass = `import getpass, hashlib
print(hashlib.sha256(getpass.getpass("Secret: ").encode()).hexdigest())`;
/** As vault does it: the prompt first, then raw mode without a flush; not all at once, as where nobody was in a hurry. */
const vault = `import hashlib, os, random, sys, termios, time, tty
sys.stdout.write("Unseal Key (will be hidden): "); sys.stdout.flush()
time.sleep(random.choice([0, 0, 0.001, 0.01, 0.05]))
before = termios.tcgetattr(0)
tty.setraw(0, termios.TCSANOW)
said = b""
while not said.endswith((b"\\r", b"\\n")): said += os.read(0, 1)
termios.tcsetattr(0, termios.TCSANOW, before)
print(); print(hashlib.sha256(said[:-1]).hexdigest())`;

const enc = ['enc', '-aes-256-cbc', '-pbkdf2', '-nosalt', '-a'];
const encrypted = () => {
  const made = answerOf('openssl', [...enc, '-in', '/etc/hostname', '-pass', 'stdin']);
  return made === undefined
    ? undefined
    : `${asked('enter AES-256-CBC encryption password:')}${made}`;
};
const asked = (prompt: string) => `${prompt}\nVerifying - ${prompt}\n`;

const programs: readonly Program[] = [
  {
    name: 'read -s of bash',
    script: `read -rsp 'Secret: ' x; echo; ${sayHash}`,
    prompts: ['Secret:'],
    shows: `Secret: \n${hash}\n`,
  },
  {
    name: 'getpass of python',
    script: `exec ${python} -c '${getpass}'`,
    prompts: ['Secret:'],
    shows: python !== '' ? `Secret: \n${hash}\n` : undefined,
  },
  {
    name: 'openssl passwd',
    script: 'exec openssl passwd -1 -salt saltsalt',
    prompts: ['Password:'],
    shows: has('openssl')
      ? `Password: \n${answerOf('openssl', ['passwd', '-1', '-salt', 'saltsalt', '-stdin'])}`
      : undefined,
  },
  {
    name: 'openssl enc',
    script: `exec openssl ${enc.join(' ')} -in /etc/hostname`,
    prompts: [
      'enter AES-256-CBC encryption password:',
      'Verifying - enter AES-256-CBC encryption password:',
    ],
    shows: has('openssl') ? encrypted() : undefined,
  },
  {
    name: 'ssh-keygen',
    script: 'exec ssh-keygen -q -t ed25519 -f "$KEY"',
    prompts: ['Enter passphrase (empty for no passphrase):', 'Enter same passphrase again:'],
    shows: has('ssh-keygen')
      ? 'Enter passphrase (empty for no passphrase): \nEnter same passphrase again: \n'
      : undefined,
  },
  {
    // It refuses the canary, and only once it has read it: nobody here has a password to give away.
    name: 'su',
    script: 'exec setpriv --reuid=65534 --clear-groups su root -c true',
    prompts: ['Password:'],
    shows:
      process.getuid?.() === 0 && has('setpriv') && has('su')
        ? 'Password: \nsu: Authentication failure\n'
        : undefined,
    status: 1,
    isSlow: true,
  },
  {
    name: 'vault, as it behaves',
    script: `exec ${python} -c '${vault}'`,
    prompts: ['Unseal Key (will be hidden):'],
    shows: python !== '' ? `Unseal Key (will be hidden): \n${hash}\n` : undefined,
  },
];

describe('what real programs ask for', () => {
  for (const { name, script, prompts, shows, status = 0, isSlow } of programs) {
    const times = isSlow === true && !isLong ? 2 : rounds;
    it.skipIf(shows === undefined)(
      `is answered without one character of it shown: ${name}, ${times} times`,
      { timeout: 30_000 + times * 15_000 },
      async () => {
        for (let round = 1; round <= times; round += 1) {
          const key = join(temporaryFolder(), 'key');
          // Every other one gets the processor last, as on a busy machine.
          const command = round % 2 === 0 ? script.replace('exec ', 'exec nice -n 19 ') : script;
          const { block, out } = await startOnTerminal(command, prompts, { env: { KEY: key } });
          const outcome = await block.ended;
          expect({ round, outcome, shown: out() }).toEqual({
            round,
            outcome: { type: 'exited', status },
            shown: shows,
          });
          expect(block.printedSecret?.()).toBe(false);
          if (name !== 'ssh-keygen') continue;
          expect(existsSync(key)).toBe(true);
          expect(answerOf('ssh-keygen', ['-y', '-P', '', '-f', key])).toBeUndefined();
        }
      },
    );
  }
});
