import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommand } from '../../src/steps/command.ts';
import { judge } from '../../src/steps/judge.ts';
import { takeCaptures } from '../../src/steps/take-captures.ts';
import type { Verdict } from '../../src/steps/verdict.ts';
import { blockOf, phase08 } from './phase-08-document.ts';

const uuid = (digit: string) =>
  `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`;

/** What earlier blocks have found, as a walk would have it by then. */
export const found: Readonly<Record<string, string>> = {
  mgmt_fip: '10.12.7.222',
  capi_pid: 'c'.repeat(32),
  scope_pid: 'c'.repeat(32),
  creator: 'e'.repeat(32),
  ext_net_id: uuid('a'),
  image_state: 'ABSENT',
  image_id: uuid('1'),
  template_state: 'ABSENT',
  template_uuid: uuid('2'),
  cluster_uuid: uuid('3'),
  stack_id: 'capi-test-1-abcdefghijkl',
  api_lb_id: uuid('4'),
  api_vip: '10.20.16.144',
  api_address: 'https://10.12.7.180:6443',
  api_fip: '10.12.7.180',
  rr_address: '10.12.7.190',
  old_amphora: uuid('5'),
  new_amphora: uuid('6'),
  stuck_cluster: 'capi-test-1-abcdefghijkl',
};

export interface Judged {
  /** `yes` when all gates hold and every capture has a value; else what the first gate that does not hold says. */
  readonly answer: Verdict['answer'];
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly captured: Readonly<Record<string, string>>;
}

/**
 * A jumphost of folders and programs of a few lines, on which blocks of phase 08 run in the real bash with the
 * real jq. Nothing of it waits: `sleep` writes down how long it was told to.
 */
export class Bench {
  readonly root = mkdtempSync(join(tmpdir(), 'handrail-phase-08-'));
  readonly home = join(this.root, 'home');
  readonly #programs = join(this.root, 'programs');

  constructor() {
    mkdirSync(this.#programs, { recursive: true });
    mkdirSync(this.home);
    this.write('admin-openrc', 'export OS_PROJECT_NAME=admin OS_CACERT=~/vault-ca.pem\n');
    this.write('vault-ca.pem', 'a certificate\n');
    this.write('capi-mgmt.kubeconfig', '    server: https://10.12.7.222:6443\n');
    this.write('capi-mgmt-net.env', 'MGMT_FIP=10.12.7.222\n');
    this.program('sudo', 'exec "$@"');
    this.program('sleep', `echo "$1" >>'${this.root}/slept'`);
    for (const name of cloudPrograms) this.program(name, 'exit 1');
  }

  /** Puts a program of this name ahead of the real one. */
  program(name: string, script: string): void {
    writeFileSync(join(this.#programs, name), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
  }

  /**
   * A program that answers by its arguments: what follows the first of `answers` that its command line holds, all
   * of it as JSON on standard output. Anything else is an error that says what was asked.
   */
  answers(name: string, answers: Readonly<Record<string, unknown>>): void {
    const cases = Object.entries(answers).map(([words, value], index) => {
      const file = join(this.root, `${name}-${index}.json`);
      writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
      return `*'${words}'*) cat '${file}' ;;`;
    });
    const other = `*) echo "not asked for here: ${name} $*" >&2; exit 1 ;;`;
    this.program(name, `case "$*" in\n${[...cases, other].join('\n')}\nesac`);
  }

  /** Every program of the cloud does this. */
  all(script: string): void {
    for (const name of cloudPrograms) this.program(name, script);
  }

  write(path: string, content: string): void {
    mkdirSync(join(this.home, path, '..'), { recursive: true });
    writeFileSync(join(this.home, path), content);
  }

  read(path: string): string | undefined {
    try {
      return readFileSync(join(this.root, path), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Mode bits in octal, `600`. */
  mode(path: string): string {
    return (statSync(join(this.home, path)).mode & 0o777).toString(8);
  }

  /** Runs a block as handrail would and judges it; what was found (captures) or given (literals) may be told otherwise. */
  run(
    id: string,
    other: Readonly<Record<string, string>> = {},
    values: Readonly<Record<string, string>> = {},
  ): Judged {
    const block = blockOf(id);
    const written = phase08.literals.map(({ name, value }) => [name, value] as const);
    const literals = { ...Object.fromEntries(written), ...values };
    const captures = { ...found, ...other };
    const command = buildCommand(phase08, block, { literals, captures, jujuModel: 'openstack' });
    if (command.missing.length > 0) throw new Error(`${id} lacks ${command.missing.join(', ')}`);
    const ran = spawnSync('bash', ['-c', command.script], {
      input: '',
      encoding: 'utf8',
      cwd: this.root,
      env: { PATH: `${this.#programs}:/usr/bin:/bin`, HOME: this.home },
    });
    const evidence = {
      stdout: ran.stdout,
      stderr: ran.stderr,
      exitStatus: ran.status ?? undefined,
    };
    const taken = takeCaptures(block.captures, { ...evidence, captures });
    const verdicts = block.gates
      .filter(({ type }) => type === 'machine')
      .map((gate) => judge(gate, { ...evidence, captures: { ...captures, ...taken.values } }));
    const worst = verdicts.find(({ answer }) => answer !== 'yes')?.answer ?? 'yes';
    return {
      answer: worst === 'yes' && taken.failures.length > 0 ? 'could-not-tell' : worst,
      stdout: ran.stdout,
      stderr: ran.stderr,
      status: ran.status,
      captured: taken.values,
    };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** What reaches out of the jumphost. */
const cloudPrograms = ['openstack', 'juju', 'kubectl', 'curl', 'ssh', 'vault', 'python3', 'ps'];
