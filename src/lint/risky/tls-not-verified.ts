import { hasFlag } from '../calls.ts';
import type { Call } from '../calls.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** A connection to whoever answers proves nothing about who should. */
export const tlsNotVerified: BlockRule = {
  id: 'tls-not-verified',
  part: 'risky',
  severity: 'error',
  why: 'It takes any certificate, so it proves nothing about who answers, and a wrong or missing CA stays unseen.',
  todo: 'Name the CA: `curl --cacert FILE`, `OS_CACERT`.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) if (isBlind(call)) yield placeOf(shell, call);
  },
};

function isBlind(call: Call): boolean {
  switch (call.name) {
    case 'curl':
      return hasFlag(call, '-k', '--insecure', '--proxy-insecure');
    case 'wget':
      return hasFlag(call, '--no-check-certificate');
    case 'openstack':
    case 'http':
      return hasFlag(call, '--insecure', '--verify=no');
    case 'kubectl':
    case 'helm':
    case 'argocd':
      return call.args.some((arg) =>
        /^--(?:kube-)?insecure(?:-skip-tls-verify)?(?:=true)?$/.test(arg ?? ''),
      );
    case 'vault':
      return call.args.some((arg) => /^--?tls-skip-verify(?:=true)?$/.test(arg ?? ''));
    case 'git':
      return call.args.some((arg) => /^http\.sslverify=(?:false|0)$/i.test(arg ?? ''));
    default:
      return false;
  }
}
