import { expect, it } from 'vitest';
import { cleanEnvironment } from '../../../src/session/effects/clean-environment.ts';

it('leaves who and where the operator is, and nothing that names a cloud', () => {
  const kept = {
    HOME: '/home/op',
    PATH: '/bin',
    LC_CTYPE: 'C',
    XDG_RUNTIME_DIR: '/run/user/1',
    SSH_AUTH_SOCK: '/s',
    JUJU_DATA: '/j',
    no_proxy: 'x',
    HTTPS_PROXY: 'y',
  };
  const dropped = {
    OS_CLOUD: 'a',
    KUBECONFIG: 'b',
    JUJU_MODEL: 'c',
    BASH_ENV: 'd',
    'BASH_FUNC_f%%': '() { :; }',
    MY_PATH: 'e',
  };
  expect(cleanEnvironment({ ...kept, ...dropped })).toEqual(kept);
});
