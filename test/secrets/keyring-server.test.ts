import { PassThrough, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { namesOfKeys, type Binding } from '../../src/secrets/keyring-binding.ts';
import { frameBytes, readFrame } from '../../src/secrets/keyring-frame.ts';
import { faultOf, serve, type KeyringRequest } from '../../src/secrets/keyring-server.ts';

function bindingOver(held: Map<string, Uint8Array<ArrayBuffer>>): Binding {
  return {
    get: (name) => held.get(name),
    set: (name, bytes) => void held.set(name, Uint8Array.from(bytes)),
    delete: (name) => held.delete(name),
    names: () => [...held.keys()],
  };
}

async function ask(
  act: KeyringRequest['act'],
  open: () => Promise<Binding>,
  bytes = new Uint8Array(),
) {
  const input = new PassThrough();
  const pieces: Uint8Array[] = [];
  const output = new Writable({
    write(piece: Uint8Array, _encoding, next) {
      // What is written is wiped as soon as it is out.
      pieces.push(Uint8Array.from(piece));
      next();
    },
  });
  const head: KeyringRequest = { store: 'kernel', act, name: 'a' };
  const whole = frameBytes({ head, bytes });
  // Cut where it is worst: in the middle of the line.
  input.write(whole.subarray(0, 5));
  input.end(whole.subarray(5));
  await serve(input, output, open);
  return readFrame(pieces);
}

it('does what it is asked, and gives the bytes back as they were', async () => {
  const held = new Map<string, Uint8Array<ArrayBuffer>>();
  const open = async () => bindingOver(held);
  const bytes = Uint8Array.of(10, 0, 255, 10);
  expect((await ask('set', open, bytes))?.head).toMatchObject({ type: 'done', found: true });
  expect((await ask('names', open))?.head).toMatchObject({ names: ['a'] });
  const got = await ask('get', open);
  expect(got?.head).toMatchObject({ found: true });
  expect([...(got?.bytes ?? [])]).toEqual([10, 0, 255, 10]);
  expect((await ask('delete', open))?.head).toMatchObject({ found: true });
  expect((await ask('get', open))?.head).toMatchObject({ found: false });
});

it('answers whether something is there without giving it away, and wipes what it read', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const open = async () => bindingOver(new Map([['a', bytes]]));
  const answer = await ask('has', open);
  expect(answer?.head).toMatchObject({ found: true });
  expect(answer?.bytes).toHaveLength(0);
  expect([...bytes]).toEqual([0, 0, 0]);
});

it('answers with the fault when the keyring throws', async () => {
  const open = async () => Promise.reject(new Error('unlock prompt was dismissed'));
  expect((await ask('get', open))?.head).toEqual({
    type: 'failed',
    fault: 'locked',
    said: 'unlock prompt was dismissed',
  });
});

it('answers a request that was cut off', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end('{"store":');
  output.resume();
  await expect(serve(input, output, async () => bindingOver(new Map()))).resolves.toBeUndefined();
});

// As the library says it: keyring-node 2.1.2 over linux-keyutils 0.2 and dbus-secret-service.
it.each([
  ["Couldn't access platform storage: AccessDenied", 'denied'],
  ["Couldn't access platform storage: KeyRevoked", 'revoked'],
  ["Couldn't access platform storage: Secret Service: unlock prompt was dismissed", 'locked'],
  [
    'zbus error: org.freedesktop.Secret.Error.IsLocked: Cannot get secret of a locked object',
    'locked',
  ],
  [
    'Platform failure: DBus error: Using X11 for dbus-daemon autolaunch was disabled',
    'unreachable',
  ],
  ['Platform failure: QuotaExceeded', 'full'],
  ['something new', 'other'],
])('knows what is meant by: %s', (message, fault) => expect(faultOf(message)).toBe(fault));

it('wipes the pieces it puts together', () => {
  const piece = frameBytes({ head: {}, bytes: Uint8Array.of(7, 7) });
  expect([...(readFrame([piece])?.bytes ?? [])]).toEqual([7, 7]);
  expect(piece.every((byte) => byte === 0)).toBe(true);
  expect(readFrame([])).toBeUndefined();
  expect(readFrame([Buffer.from('no json\n')])).toBeUndefined();
});

it('reads the names of handrail out of /proc/keys, and no others', () => {
  const listing = [
    '1480ae52 I------     1 perm 1f030000     0     0 keyring   .dns_resolver: empty',
    '3306c18d I--Q---     1 perm 3f010000  1000  1000 user      keyring:juju password/ctl/admin@handrail: 4',
    '3306c18e I--Q---     2   3d 3f010000  1000  1000 user      keyring:vault share/c/m/v/1@handrail: 44',
    '3306c18f I--Q---     1 perm 3f010000  1001  1001 user      keyring:juju password/of/another@handrail: 4',
    '3306c190 IR-Q---     1 perm 3f010000  1000  1000 user      keyring:juju password/re/voked@handrail: 4',
    '3306c191 I--Q--i     1 perm 3f010000  1000  1000 user      keyring:juju password/in/valid@handrail: 4',
    '3306c192 I--Q---     1 perm 3f010000  1000  1000 user      keyring:x@gnome: 4',
    '3306c193 I--Q---     1 perm 3f010000  1000  1000 user      keyring:juju password/ctl/admin@handrail: 4',
  ].join('\n');
  expect(namesOfKeys(listing, 1000)).toEqual(['juju password/ctl/admin', 'vault share/c/m/v/1']);
});
