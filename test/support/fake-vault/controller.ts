import type { VaultModel } from './vault-model.ts';

export type Login = 'ok' | 'expired' | 'out' | 'down';

/** An action that was run, as the controller remembers it: with its parameters, as juju does. */
interface Operation {
  readonly id: number;
  readonly unit: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: 'completed' | 'failed';
  readonly message: string | undefined;
  readonly results: Readonly<Record<string, unknown>>;
}

/** The Juju controller beside the fake vault: who is logged in, what the charm of vault says and does. */
export class Controller {
  login: Login = 'ok';
  /** Calls that go well before the login expires; undefined for ever. */
  callsLeft: number | undefined;
  /** Bytes of input after which a connection to a unit breaks, 0: in any case; undefined for never. */
  dropsAfter: number | undefined;
  isAuthorised = false;
  hasRootCa = false;
  /** Every call as its words, with what an expired login has read from standard input. */
  readonly calls: (readonly string[])[] = [];
  readonly eaten: string[] = [];
  readonly vault: VaultModel;
  /** A certificate in PEM. */
  readonly rootCa: string;
  readonly #password: string;
  readonly #operations: Operation[] = [];

  constructor(vault: VaultModel, password: string, rootCa: string) {
    this.vault = vault;
    this.#password = password;
    this.rootCa = rootCa;
  }

  /** What `juju` asks before it does anything that the controller has a say in. */
  called(words: readonly string[]): string {
    this.calls.push(words);
    if (!['version', 'whoami', 'login'].includes(words[0] ?? '') && this.login === 'ok') {
      if (this.callsLeft === 0) this.login = 'expired';
      else if (this.callsLeft !== undefined) this.callsLeft -= 1;
    }
    return `${this.login} ${this.dropsAfter ?? '-'}`;
  }

  /** An answer to the question for the password; by `juju login` or by a call whose login has expired. */
  answered(line: string, by: string): boolean {
    if (by !== 'login') this.eaten.push(line);
    const isRight = line === this.#password;
    if (isRight) this.login = 'ok';
    return isRight;
  }

  status(): unknown {
    const [current, message] = this.#workload();
    const unit = (leader: string): unknown => ({
      'workload-status': { current, message, since: '01 Jul 2026 10:00:00Z' },
      'juju-status': { current: 'idle', version: '3.6.1', since: '01 Jul 2026 10:00:00Z' },
      leader: true,
      machine: leader,
      'open-ports': ['8200/tcp'],
      'public-address': '10.12.8.60',
    });
    const application = (name: string, machine: string): unknown => ({
      charm: name,
      'charm-name': name,
      'charm-rev': 91,
      'charm-channel': '1.8/stable',
      base: { name: 'ubuntu', channel: '22.04' },
      exposed: false,
      'application-status': { current, message, since: '01 Jul 2026 10:00:00Z' },
      relations: { certificates: [] },
      units: { [`${name}/0`]: unit(machine) },
    });
    return {
      model: {
        name: 'openstack',
        type: 'iaas',
        controller: 'ctl',
        cloud: 'maas',
        version: '3.6.1',
      },
      machines: {},
      applications: { vault: application('vault', '3'), magnum: application('magnum', '4') },
      storage: {},
      controller: { timestamp: '10:00:00Z' },
    };
  }

  run(unit: string, action: string, parameters: Readonly<Record<string, string>>): unknown {
    const id = this.#operations.length * 2 + 2;
    const operation = { id, unit, action, parameters, ...this.#act(action, parameters) };
    this.#operations.push(operation);
    return {
      [unit]: {
        id: String(id),
        ...(operation.message === undefined ? {} : { message: operation.message }),
        results: { ...operation.results, 'return-code': 0 },
        status: operation.status,
        timing: {
          completed: '2026-07-01 10:00:09 +0000 UTC',
          enqueued: '2026-07-01 10:00:00 +0000 UTC',
          started: '2026-07-01 10:00:02 +0000 UTC',
        },
        unit,
      },
    };
  }

  /** With the parameters, as juju prints them: whoever prints it prints the token. */
  operation(id: number): unknown {
    const found = this.#operations.find((each) => each.id - 1 === id || each.id === id);
    return found === undefined
      ? undefined
      : {
          summary: `${found.action} run on ${found.unit}`,
          status: found.status,
          action: { name: found.action, parameters: found.parameters },
          tasks: { [String(found.id)]: { host: found.unit, status: found.status } },
        };
  }

  #workload(): readonly [string, string] {
    if (!this.vault.isInitialised) return ['blocked', 'Vault needs to be initialized'];
    if (this.vault.isSealed) return ['blocked', 'Unit is sealed'];
    if (!this.isAuthorised)
      return ['blocked', 'Vault charm not yet authorized: run authorize-charm action.'];
    if (!this.hasRootCa) return ['blocked', 'Missing CA cert'];
    return ['active', 'Unit is ready (active: true, mlock: disabled)'];
  }

  #act(
    action: string,
    parameters: Readonly<Record<string, string>>,
  ): Pick<Operation, 'status' | 'message' | 'results'> {
    const failed = (message: string) => ({ status: 'failed' as const, message, results: {} });
    const done = (results: Readonly<Record<string, unknown>>) => ({
      status: 'completed' as const,
      message: undefined,
      results,
    });
    switch (action) {
      case 'authorize-charm':
        if (this.vault.lookUp(parameters['token'] ?? '').status !== 200)
          return failed('Unable to authorize: permission denied');
        this.isAuthorised = true;
        return done({});
      case 'generate-root-ca':
        if (!this.isAuthorised) return failed('Vault charm is not authorized');
        if (this.hasRootCa) return failed('PKI CA already configured');
        this.hasRootCa = true;
        return done({ output: this.rootCa });
      case 'get-root-ca':
        return this.hasRootCa
          ? done({ output: this.rootCa })
          : failed('Vault PKI CA is not configured');
      case 'restart':
        this.vault.seal();
        return done({});
      default:
        return failed(`action "${action}" not defined on unit`);
    }
  }
}
