import { describe, expect, it } from 'vitest';
import { loginTroubleOf, onlyClientSpoke } from '../../src/session/login-trouble.ts';

const auth = 'https://10.12.8.30:17070/auth';

describe('a login that is gone', () => {
  it.each([
    'please enter password for admin on ctl: ',
    `please enter password for admin on ctl: \nERROR cannot get discharge from "${auth}": EOF`,
    `ERROR cannot get discharge from "${auth}": EOF`,
    `ERROR cannot get discharge from "${auth}": cannot submit form: Post ${auth}/form: invalid entity name or password`,
    `ERROR cannot get discharge from "${auth}": third party refused discharge: nope`,
    'ERROR cannot start interactive session: interaction required but not possible',
    'ERROR interaction required but not possible',
    'ERROR no supported interaction method',
    'ERROR no methods supported',
    'ERROR login with discharged macaroons failed: clock skew',
    'ERROR controller "ctl": not logged',
    'ERROR not logged in (unauthorized access)',
    'ERROR permission denied (unauthorized access)',
    'ERROR invalid entity name or password (unauthorized access)',
    'ERROR login expired',
    'ERROR no credentials provided (unauthorized access)',
    'ERROR macaroon discharge required',
    'ERROR refreshing models: login expired',
    'ERROR refreshing model "x": macaroon discharge required',
    'ERROR resolving model "x": not logged in (unauthorized access)',
    'You are not logged in to controller "ctl" and model "admin/openstack"',
  ])('is Juju’s: %s', (printed) => {
    expect(loginTroubleOf(printed)).toMatchObject({ type: 'lost', kind: 'juju' });
  });

  it('is told with the line that shows it', () => {
    expect(loginTroubleOf('Model  Controller\nERROR login expired\n')?.said).toBe(
      'ERROR login expired',
    );
  });

  it('is OpenStack’s, or a vault that is sealed', () => {
    expect(
      loginTroubleOf('The request you have made requires authentication. (HTTP 401)\n'),
    ).toMatchObject({ type: 'lost', kind: 'openstack' });
    expect(
      loginTroubleOf(
        'Error reading secret: Error making API request.\nCode: 503. Errors:\n\n* Vault is sealed\n',
      ),
    ).toMatchObject({ type: 'lost', kind: 'vault' });
  });
});

describe('what is no lost login', () => {
  it.each([
    'ERROR cannot log in: context deadline exceeded',
    'ERROR connection is shut down',
    'ERROR no controller API addresses; is bootstrap still in progress?',
    'ERROR cannot acquire discharge: Get "https://10.12.8.30:17070/x": dial tcp 10.12.8.30:17070: connect: connection refused',
    `ERROR cannot get discharge from "${auth}": Post "${auth}/form": dial tcp 10.12.8.30:17070: i/o timeout`,
    'ERROR unable to connect to API: dial tcp 10.12.8.30:17070: connect: no route to host',
    'ERROR cannot connect to any address: [10.12.8.30:17070]',
  ])('a controller that is down: %s', (printed) => {
    expect(loginTroubleOf(printed)).toMatchObject({ type: 'unreachable', kind: 'juju' });
  });

  it('a keystone or a vault that does not answer', () => {
    expect(
      loginTroubleOf(
        'Unable to establish connection to https://10.0.0.1:5000: HTTPSConnectionPool(x)',
      ),
    ).toMatchObject({ type: 'unreachable', kind: 'openstack' });
    expect(
      loginTroubleOf(
        'Error checking seal status: Get "http://127.0.0.1:8200/v1/sys/seal-status": dial tcp 127.0.0.1:8200: connect: connection refused',
      ),
    ).toMatchObject({ type: 'unreachable', kind: 'vault' });
  });

  it.each([
    '',
    'ERROR unit "magnum/9" not found',
    'ERROR the following task failed:',
    'sshd[1]: user not logged in',
    'the docs say: login expired',
    'Success! Vault is sealed.',
    '403 Forbidden (HTTP 403)',
    'ERROR model "x" has been removed from the controller',
  ])('other words: %s', (printed) => {
    expect(loginTroubleOf(printed)).toBeUndefined();
  });
});

describe('whether only the client spoke', () => {
  const stderr = 'please enter password for admin on ctl: \nERROR login expired\n';

  it('is so when it ended with 1 and printed nothing else', () => {
    expect(onlyClientSpoke({ status: 1, stdout: '', stderr })).toBe(true);
  });

  it.each([
    { status: 3, stdout: '', stderr },
    { status: 1, stdout: 'done half\n', stderr },
    { status: 1, stdout: '', stderr: `mkdir: cannot create\n${stderr}` },
  ])('is not so otherwise: %o', (outcome) => {
    expect(onlyClientSpoke(outcome)).toBe(false);
  });
});
