import { describe, expect, it } from 'vitest';
import {
  becomeNewVault,
  becomeSealedVault,
  createWorld,
  saveWorld,
  secretsOf,
  type World,
} from '../../../src/cloud/index.ts';

const local = 'http://127.0.0.1:8220/v1';

/** One request by curl on the unit: what came, and with which status. */
async function curl(world: World, args: string, stdin = '') {
  const script = `curl -sS --max-time 20 -w '\\n%{http_code}' ${args}`;
  const { stdout, stderr } = await world.exec('vault/0', script, { stdin });
  const at = stdout.lastIndexOf('\n');
  const text = stdout.slice(0, at).trim();
  return {
    status: Number(stdout.slice(at + 1)),
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
    stderr,
  };
}

const give = (world: World, key: string) =>
  curl(world, `-X PUT --data-binary @- ${local}/sys/unseal`, JSON.stringify({ key }));

async function sealed(faults: readonly string[] = []) {
  const world = await createWorld({ faults });
  await becomeSealedVault(world);
  return { world, shares: secretsOf(world, 'unseal share') };
}

describe('the seal over HTTP', () => {
  it('opens with any three different shares, in base64 or hexadecimal digits', async () => {
    for (const places of [
      [0, 1, 2],
      [4, 2, 0],
      [1, 3, 4],
    ]) {
      const { world, shares } = await sealed();
      const texts = places.map((place, turn) =>
        turn === 1 ? Buffer.from(shares[place] ?? '', 'base64').toString('hex') : shares[place],
      );
      const seen = [];
      for (const text of texts) seen.push((await give(world, text ?? '')).body);
      expect(seen).toEqual([
        expect.objectContaining({ sealed: true, progress: 1, t: 3, n: 5 }),
        expect.objectContaining({ sealed: true, progress: 2 }),
        expect.objectContaining({ sealed: false, progress: 0, nonce: '' }),
      ]);
    }
  });

  it('takes a wrong share without a word, and throws all away at the third', async () => {
    const { world, shares } = await sealed();
    const wrong = Buffer.alloc(33, 7).toString('base64');
    expect((await give(world, wrong)).body).toMatchObject({ progress: 1 });
    expect((await give(world, shares[0] ?? '')).body).toMatchObject({ progress: 2 });
    expect(await give(world, shares[1] ?? '')).toMatchObject({
      status: 500,
      body: {
        errors: [
          'unable to retrieve stored keys: failed to decrypt keys from storage: cipher: message authentication failed',
        ],
      },
    });
    expect((await curl(world, `${local}/sys/seal-status`)).body).toMatchObject({ progress: 0 });
  });

  it('counts a share that comes twice once', async () => {
    const { world, shares } = await sealed();
    await give(world, shares[0] ?? '');
    expect(await give(world, shares[0] ?? '')).toMatchObject({
      status: 200,
      body: { progress: 1 },
    });
  });

  it('starts over, but not once it is open', async () => {
    const { world, shares } = await sealed();
    const reset = () => curl(world, `-X PUT -d '{"reset":true}' ${local}/sys/unseal`);
    await give(world, shares[0] ?? '');
    expect((await reset()).body).toMatchObject({ progress: 0 });
    for (const share of shares.slice(0, 3)) await give(world, share);
    expect(await reset()).toMatchObject({ status: 400, body: { errors: ['vault is unsealed'] } });
    expect(await give(world, shares[0] ?? '')).toMatchObject({ status: 200 });
  });

  it.each([
    ['', "'key' must be specified in request body as JSON, or 'reset' set to true"],
    ['{"key":""}', "'key' must be specified in request body as JSON, or 'reset' set to true"],
    ['{"key":"?"}', "'key' must be a valid hex or base64 string"],
  ])('refuses the body %j', async (body, says) => {
    const { world } = await sealed();
    expect(await curl(world, `-X PUT --data-binary @- ${local}/sys/unseal`, body)).toMatchObject({
      status: 400,
      body: { errors: [says] },
    });
  });

  it('says its health by the status of the reply', async () => {
    const world = await createWorld();
    const health = async () => (await curl(world, `${local}/sys/health`)).status;
    expect(await health()).toBe(200);
    await world.exec('vault/0', 'sudo systemctl restart vault');
    expect(await health()).toBe(503);
    const fresh = await createWorld();
    await becomeNewVault(fresh);
    expect((await curl(fresh, `${local}/sys/health`)).status).toBe(501);
    expect((await curl(fresh, `${local}/sys/init`)).body).toEqual({ initialized: false });
    expect(await give(fresh, 'A'.repeat(44))).toMatchObject({
      status: 400,
      body: { errors: ['Vault is not initialized'] },
    });
  });

  it('goes on where it was when the cloud was saved in between', async () => {
    const { world, shares } = await sealed();
    await give(world, shares[0] ?? '');
    const again = await createWorld({ saved: saveWorld(world) });
    await give(again, shares[1] ?? '');
    expect((await give(again, shares[2] ?? '')).body).toMatchObject({ sealed: false });
  });
});

describe('tokens over HTTP', () => {
  it('pass in a header from standard input, and are gone when they are revoked', async () => {
    const world = await createWorld();
    const [root = ''] = secretsOf(world, 'root token');
    const header = (token: string) => `X-Vault-Token: ${token}\n`;
    const made = await curl(
      world,
      `-H @- -d '{"ttl":"10m"}' ${local}/auth/token/create`,
      header(root),
    );
    const { auth } = made.body as { auth: { client_token: string; lease_duration: number } };
    expect(auth).toMatchObject({ lease_duration: 600, policies: ['root'], orphan: false });
    const child = header(auth.client_token);
    const look = () => curl(world, `-H @- ${local}/auth/token/lookup-self`, child);
    expect(await look()).toMatchObject({ status: 200, body: { data: { creation_ttl: 600 } } });
    expect(await curl(world, `-H @- -X POST ${local}/auth/token/revoke-self`, child)).toEqual({
      status: 204,
      body: undefined,
      stderr: '',
    });
    expect(await look()).toMatchObject({ status: 403, body: { errors: ['permission denied'] } });
  });

  it('are refused while it is sealed, and when there is none', async () => {
    const { world } = await sealed();
    const create = `-X POST ${local}/auth/token/create`;
    expect(await curl(world, create)).toMatchObject({
      status: 503,
      body: { errors: ['Vault is sealed'] },
    });
    const open = await createWorld();
    expect(await curl(open, create)).toMatchObject({
      status: 400,
      body: { errors: ['missing client token'] },
    });
  });
});

describe('curl to a service', () => {
  it('finds nobody from elsewhere on the port of the unit itself', async () => {
    const world = await createWorld();
    const from = (host: string, url: string) => world.exec(host, `curl -sS -m 5 ${url}`);
    expect(await from('jumphost', `${local}/sys/health`)).toMatchObject({ exitCode: 7 });
    const open = await from('jumphost', 'http://10.12.12.113:8200/v1/sys/health');
    expect(open).toMatchObject({ exitCode: 0, stderr: '' });
    const down = await createWorld({ faults: ['vault-down'] });
    expect(await down.exec('vault/0', `curl -sS -m 5 ${local}/sys/health`)).toMatchObject({
      stderr: 'curl: (7) Failed to connect to 127.0.0.1 port 8220 after 0 ms: Connection refused\n',
      exitCode: 7,
    });
  });

  it('ends with 22 for an error that it was told to mind, and shows it or not', async () => {
    const { world } = await sealed();
    const ask = (option: string) =>
      world.exec('vault/0', `curl -sS ${option} -X PUT -d '{}' ${local}/sys/unseal`);
    expect(await ask('--fail-with-body')).toMatchObject({
      stdout: expect.stringContaining('must be specified') as string,
      exitCode: 22,
    });
    expect(await ask('-f')).toMatchObject({ stdout: '', exitCode: 22 });
    expect(await ask('')).toMatchObject({ stderr: '', exitCode: 0 });
  });
});
