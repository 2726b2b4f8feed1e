import { describe, expect, it } from 'vitest';
import { createWorld } from '../../src/cloud/index.ts';

const core = [
  ['50:5000', 300],
  ['51:9311', 300],
  ['52:8776', 300],
  ['53:9292', 300],
  ['54:9511', 200],
  ['55:9696', 200],
  ['56:8774', 200],
  ['57:9876', 200],
  ['58:443', 302],
  ['59:8778', 200],
  ['60:443', 302],
] as const;

const code = "-sS -o /dev/null -w '%{http_code}\\n'";

describe('the addresses of the core services', () => {
  it('answer each with the status of its service, verified by the root CA of vault', async () => {
    const world = await createWorld();
    for (const [vip, status] of core) {
      const answer = await world.exec(
        'jumphost',
        `curl ${code} --cacert ~/vault-ca.pem --max-time 5 https://10.12.4.${vip}/`,
      );
      expect(answer, vip).toMatchObject({ stdout: `${status}\n`, stderr: '', exitCode: 0 });
    }
  });

  it('ask for a token below the root', async () => {
    const world = await createWorld();
    const ask = async (url: string) =>
      (await world.exec('jumphost', `curl -k ${code} https://10.12.4.${url}`)).stdout;
    expect(await ask('50:5000/v3')).toBe('200\n');
    expect(await ask('50:5000/v3/auth/tokens')).toBe('401\n');
    expect(await ask('53:9292/v2/images')).toBe('401\n');
    expect(await ask('53:9292/healthcheck')).toBe('200\n');
  });

  it('are not trusted without the certificate of that CA', async () => {
    const world = await createWorld();
    const plain = await world.exec('jumphost', 'curl -sS https://10.12.4.50:5000/v3');
    expect(plain.exitCode).toBe(60);
    expect(plain.stderr).toMatch(
      /^curl: \(60\) SSL certificate problem: unable to get local issuer certificate\n/,
    );
    await world.exec('jumphost', "sed '2s/^....//' ~/vault-ca.pem > other.pem; echo > empty.pem");
    const verified = (file: string) =>
      world.exec('jumphost', `curl -s --cacert ${file} https://10.12.4.50:5000/v3`);
    expect((await verified('other.pem')).exitCode).toBe(60);
    expect((await verified('empty.pem')).exitCode).toBe(77);
    expect((await verified('none.pem')).exitCode).toBe(77);
    expect((await verified('~/vault-ca.pem')).exitCode).toBe(0);
    expect((await world.exec('jumphost', 'curl -sk https://10.12.4.50:5000/v3')).exitCode).toBe(0);
  });

  it('speak TLS only, each on its own port', async () => {
    const world = await createWorld();
    const plain = await world.exec('jumphost', `curl ${code} http://10.12.4.50:5000/v3`);
    expect(plain.stdout).toBe('400\n');
    const before = world.clock.now();
    const wrong = await world.exec('jumphost', 'curl -sS -m 5 https://10.12.4.50:9292/');
    expect(wrong).toMatchObject({ exitCode: 28 });
    expect(world.clock.now() - before).toBe(5_000);
  });

  it('give 503 when the units behind one are down, while the address answers', async () => {
    const world = await createWorld();
    for (const unit of world.model.juju.units)
      if (unit.name.startsWith('glance/')) unit.workload = 'error';
    const answer = await world.exec('jumphost', `curl -k ${code} https://10.12.4.53:9292/`);
    expect(answer.stdout).toBe('503\n');
    const failing = await world.exec('jumphost', 'curl -fsSk https://10.12.4.53:9292/');
    expect(failing).toMatchObject({
      stderr: 'curl: (22) The requested URL returned error: 503\n',
      exitCode: 22,
    });
  });

  it('do not include the unit of simplestreams, which the jumphost can not reach', async () => {
    const world = await createWorld();
    const answer = await world.exec('jumphost', 'curl -sS -m 4 http://10.12.8.196/');
    expect(answer).toMatchObject({
      stderr: 'curl: (28) Connection timed out after 4000 milliseconds\n',
      exitCode: 28,
    });
  });
});
