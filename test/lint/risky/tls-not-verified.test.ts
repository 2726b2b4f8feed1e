import { expect, it } from 'vitest';
import { tlsNotVerified } from '../../../src/lint/risky/tls-not-verified.ts';
import { foundIn } from '../support/found.ts';

it.each([
  'curl -sk -m 5 https://10.0.0.5:5000/v3',
  'wget --no-check-certificate https://example.com/x',
  'kubectl --insecure-skip-tls-verify get nodes',
  'openstack --insecure token issue',
])('finds it in %j', (text) => {
  expect(foundIn(tlsNotVerified, text)).not.toEqual([]);
});

it.each([
  'curl -s -m 5 --cacert ca.pem https://10.0.0.5:5000/v3',
  'wget https://example.com/x',
  'kubectl get nodes',
  'kubectl -k overlay apply',
])('does not find it in %j', (text) => {
  expect(foundIn(tlsNotVerified, text)).toEqual([]);
});
