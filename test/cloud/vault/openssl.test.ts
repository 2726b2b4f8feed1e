import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rootCertificate } from '../../../src/cloud/vault/certificate.ts';
import { talk } from '../unix/say.ts';

const all =
  'x509 -noout -subject -issuer -dates -serial -fingerprint -sha256 -ext basicConstraints';
const hasOpenssl = spawnSync('openssl', ['version']).stdout?.toString().startsWith('OpenSSL 3');

describe('the certificate of the root CA', () => {
  it('is one that signed itself, for ten years', () => {
    const certificate = new X509Certificate(rootCertificate(5, Date.UTC(2026, 6, 2)));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(true);
    expect(certificate.validFrom).toBe('Jul  2 00:00:00 2026 GMT');
    expect(certificate.validTo).toBe('Jun 29 00:00:00 2036 GMT');
    expect(rootCertificate(5, 0)).toBe(rootCertificate(5, 0));
    expect(rootCertificate(5, 0)).not.toBe(rootCertificate(6, 0));
  });

  it.skipIf(!hasOpenssl)('looks to the simulated openssl as it does to a real one', async () => {
    const { jump, world } = await talk();
    const pem = world.model.vault.charm.rootCa ?? '';
    const real = spawnSync('openssl', all.split(' '), { input: pem });
    expect((await jump(`openssl ${all} -in ~/vault-ca.pem`)).stdout).toBe(real.stdout.toString());
    expect((await jump(`openssl ${all}`, { stdin: `words\n${pem}` })).stdout).toBe(
      real.stdout.toString(),
    );
  });
});

describe('openssl x509', () => {
  it('fails on what is no certificate, and on a file that is not there', async () => {
    const { jump } = await talk();
    const garbage = await jump('echo null | openssl x509 -noout -enddate');
    expect(garbage).toMatchObject({ stdout: '', exitCode: 1 });
    expect(garbage.stderr).toMatch(/^Could not read certificate from <stdin>\n/);
    const absent = await jump('openssl x509 -noout -enddate -in nothing.pem');
    expect(absent).toMatchObject({ stdout: '', exitCode: 1 });
    expect(absent.stderr).toContain('No such file or directory');
    const broken = 'sed "s/^MII/XXX/" ~/vault-ca.pem | openssl x509 -noout -subject';
    expect((await jump(broken)).exitCode).toBe(1);
  });

  it('tells by the clock of the cloud whether it will have ended', async () => {
    const { jump, world } = await talk();
    const look = (seconds: number) =>
      jump(`openssl x509 -noout -checkend ${seconds} -in ~/vault-ca.pem`);
    expect(await look(0)).toMatchObject({ stdout: 'Certificate will not expire\n', exitCode: 0 });
    expect(await look(400_000_000)).toMatchObject({ exitCode: 1 });
    await world.clock.sleep(11 * 365 * 24 * 3_600_000);
    expect(await look(0)).toMatchObject({ stdout: 'Certificate will expire\n', exitCode: 1 });
  });

  it('fails loudly at what is not simulated', async () => {
    const { jump } = await talk();
    expect((await jump('openssl genrsa 2048')).stderr).toContain('not known: openssl genrsa 2048');
    expect((await jump('openssl x509 -text < ~/vault-ca.pem')).exitCode).toBe(2);
    expect((await jump('openssl version')).stdout).toMatch(/^OpenSSL 3/);
  });
});
