import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * A stand-in for the machines of a block: a folder in which its absolute paths come true, and programs
 * of a few lines in place of those that need root or a cloud. The block itself runs in the real bash,
 * which is what an operator's machine has and the simulated cloud only imitates.
 */
export class UnitStandIn {
  readonly root = mkdtempSync(join(tmpdir(), 'handrail-unit-'));
  readonly #programs = join(this.root, 'programs');

  constructor() {
    mkdirSync(this.#programs, { recursive: true });
    mkdirSync(join(this.root, 'home'));
    this.program('sudo', 'if [ "$1" = -u ]; then shift 2; fi\nexec "$@"');
    // Nobody but root can give a file away.
    this.program('chown', 'exit 0');
    // A login shell of the unit reads the words again, as ssh has it.
    this.program('juju', 'shift 4\nexec bash -c "$*"');
  }

  /** Puts a program of this name ahead of the real one. */
  program(name: string, script: string): void {
    writeFileSync(join(this.#programs, name), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(this.root + path), { recursive: true });
    writeFileSync(this.root + path, content);
  }

  folder(path: string): void {
    mkdirSync(this.root + path, { recursive: true });
  }

  read(path: string): string | undefined {
    try {
      return readFileSync(this.root + path, 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Mode bits in octal, `600`. */
  mode(path: string): string {
    return (statSync(this.root + path).mode & 0o777).toString(8);
  }

  run(script: string): {
    readonly stdout: string;
    readonly stderr: string;
    readonly status: number | null;
  } {
    const here = script.replace(/(?<![\w.-])\/(etc|var|root)\//g, `${this.root}/$1/`);
    const ran = spawnSync('bash', ['-c', here], {
      input: '',
      encoding: 'utf8',
      env: { PATH: `${this.#programs}:/usr/bin:/bin`, HOME: join(this.root, 'home') },
    });
    return { stdout: ran.stdout, stderr: ran.stderr, status: ran.status };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
