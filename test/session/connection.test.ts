import { describe, expect, it } from 'vitest';
import {
  outcomeOfShipped,
  outcomeOfTransfer,
  readConnection,
  type Shipped,
} from '../../src/session/connection.ts';

function ended(stderr: string, change: Partial<Shipped> = {}) {
  return outcomeOfShipped({
    command: { via: 'juju-ssh', changes: true, script: 'systemctl restart magnum-conductor' },
    unit: 'magnum/0',
    outcome: { type: 'exited', status: 255 },
    stdout: '',
    stderr,
    ...change,
  });
}

const never = [
  'ssh: connect to host 10.0.8.4 port 22: Connection refused',
  'ssh: connect to host 10.0.8.4 port 22: Connection timed out',
  'ssh: connect to host 10.0.8.4 port 22: No route to host',
  'ssh: Could not resolve hostname juju-6d1f-3: Name or service not known',
  'kex_exchange_identification: Connection closed by remote host',
  'kex_exchange_identification: read: Connection reset by peer',
  'Host key verification failed.',
  'ubuntu@10.0.8.4: Permission denied (publickey).',
  'Permission denied (publickey,password).',
];
const lost = [
  'client_loop: send disconnect: Broken pipe',
  'Connection to 10.0.8.4 closed by remote host.',
  'Connection reset by peer',
  'Read from remote host 10.0.8.4: Connection reset by peer',
  'Timeout, server 10.0.8.4 not responding.',
  'packet_write_wait: Connection to 10.0.8.4 port 22: Broken pipe',
];

describe('a block that changes something, when ssh failed', () => {
  it.each(never)('is known not to have run after: %s', (line) => {
    expect(ended(`${line}\r\n`)).toEqual({
      type: 'not-started',
      reason: `no connection to magnum/0 came about (exit status 255): ${line}`,
    });
  });

  it.each(lost)('has an end that nobody saw after: %s', (line) => {
    expect(ended(`step one\n${line}\r\n`)).toEqual({
      type: 'unknown',
      reason: `the connection to magnum/0 was lost (exit status 255): ${line}; it may go on there`,
    });
  });

  it('is not known to have ended itself with 255 when there are no words of ssh', () => {
    expect(ended('cannot open the database\n')).toEqual({
      type: 'unknown',
      reason:
        'exit status 255 is what ssh ends with when the connection to magnum/0 fails, and nothing it printed tells whether the block itself ended so; it may go on there',
    });
  });

  it.each<[string, string, Partial<Shipped>]>([
    ['it printed something', never[0] ?? '', { stdout: 'migrated\n' }],
    ['a connection was lost as well', `${never[0]}\n${lost[0]}`, {}],
    [
      'it makes connections of its own from there',
      never[0] ?? '',
      { command: { via: 'juju-ssh', changes: true, script: 'rm -rf old; ssh other true' } },
    ],
  ])('is never called not run where %s', (_, stderr, change) => {
    expect(ended(stderr, change)).toMatchObject({ type: 'unknown' });
  });
});

describe('what is left as it is', () => {
  it.each<[string, Partial<Shipped>]>([
    [
      'a check: it is simply run again',
      { command: { via: 'juju-ssh', changes: false, script: 'true' } },
    ],
    ['a block of the jumphost', { command: { via: 'bash', changes: true, script: 'ssh x' } }],
    ['another exit status', { outcome: { type: 'exited', status: 1 } }],
    ['a run that was stopped', { outcome: { type: 'cancelled', status: 255 } }],
    ['an end that was not seen', { outcome: { type: 'unknown', reason: 'killed' } }],
  ])('%s', (_, change) => {
    const { outcome = { type: 'exited', status: 255 } } = change;
    expect(ended(never[0] ?? '', change)).toEqual(outcome);
  });
});

it('takes ssh at its word only where the line is its own', () => {
  for (const line of [
    'ERROR 10.0.8.4: Permission denied (publickey) while reading /etc',
    'mysql: Connection refused',
    'note: ssh: connect to host a port 22: Connection refused',
    'Broken pipes are bad',
    'Connection to 10.0.8.4 closed.',
    '',
  ])
    expect(readConnection(line), line).toBeUndefined();
});

describe('a transfer, when ssh failed', () => {
  const failed = { type: 'exited', status: 255 } as const;
  const transferred = (stderr: string) =>
    outcomeOfTransfer({ unit: 'magnum/0', outcome: failed, stderr });

  it.each(never)('is known to have sent nothing after: %s', (line) => {
    expect(transferred(`${line}\r\n`)).toEqual({
      type: 'not-started',
      reason: `no connection to magnum/0 came about (exit status 255): ${line}; nothing was sent`,
    });
  });

  it.each([...lost, ''])('has an end that nobody saw, and can be run again, after: %s', (line) => {
    const said = line === '' ? '' : `: ${line}`;
    expect(transferred(line)).toEqual({
      type: 'unknown',
      reason: `the connection to magnum/0 was lost (exit status 255)${said}; the target is the old file or the new one, whole, and the transfer can safely be run again`,
    });
  });

  it.each([0, 2, 3, 4])('has the end that it says with exit status %i', (status) => {
    const outcome = { type: 'exited', status } as const;
    expect(outcomeOfTransfer({ unit: 'magnum/0', outcome, stderr: never[0] ?? '' })).toBe(outcome);
  });
});
