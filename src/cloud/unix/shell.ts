import type { ShellState, ShellStates } from './shell-state.ts';
import { errorText } from './unix-error.ts';
import { userNumber } from './rewrite-variables.ts';
import { withReasons, withUnknownPrograms } from './messages.ts';

/** How one interpreter of just-bash is asked: at the top by `Bash.exec`, inside a command by its context. */
export type Execute = (
  script: string,
  options: { env: Record<string, string>; replaceEnv: true; cwd: string; signal?: AbortSignal },
) => Promise<{ stdout: string; stderr: string; exitCode: number; env?: Record<string, string> }>;

export interface ShellStart {
  readonly script: string;
  /** `$UID`. */
  readonly userNumber: number;
  /** `$0`. */
  readonly name: string;
  /** `$1` and so on. */
  readonly args: readonly string[];
  /** The environment, all of it exported. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export interface ShellEnd {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** All variables at the end; undefined after `exit`. */
  readonly variables: Readonly<Record<string, string>> | undefined;
}

/** Runs a script in a shell of its own, then its EXIT trap. */
export async function runShell(
  execute: Execute,
  states: ShellStates,
  state: ShellState,
  start: ShellStart,
  isKnown: (name: string) => boolean,
): Promise<ShellEnd> {
  const base = { replaceEnv: true as const, cwd: start.cwd };
  const options = { ...base, ...(state.signal === undefined ? {} : { signal: state.signal }) };
  const own = { ...positional(start), ...start.env };
  const main = await attempt(() =>
    states.run(state, () => execute(prefixed(start), { ...options, env: own })),
  );
  const trap = state.exitTrap;
  const last =
    trap === undefined
      ? { stdout: '', stderr: '' }
      : await attempt(() =>
          states.run(state, () =>
            execute(trap.script, {
              ...base,
              env: {
                ...own,
                ...Object.fromEntries(trap.env),
                ...main.env,
                '?': String(main.exitCode),
              },
            }),
          ),
        );
  // What the interpreter says of its own abort is no word of bash.
  const said = (main.stderr + last.stderr).replace(/^bash: execution aborted\n/gm, '');
  const stderr = withReasons(said, state.failures, start.cwd);
  return {
    stdout: main.stdout + last.stdout,
    stderr: withUnknownPrograms(stderr, isKnown),
    exitCode: main.exitCode,
    variables: main.env !== undefined && 'HOME' in main.env ? main.env : undefined,
  };
}

/** The interpreter takes variables but does not export them onwards by itself. */
function prefixed({ script, env }: ShellStart): string {
  const text = script.startsWith('#!') ? script.replace(/^[^\n]*/, '') : script;
  const names = Object.keys(env).filter((name) => /^[A-Za-z_]\w*$/.test(name));
  const exported = names.filter((name) => name !== 'SHELLOPTS' && name !== 'BASHOPTS');
  return exported.length === 0 ? text : `export ${exported.join(' ')}; ${text}`;
}

function positional({ name, args, userNumber: number }: ShellStart): Record<string, string> {
  const joined = args.join(' ');
  const numbered = args.map((value, index) => [String(index + 1), value] as const);
  return {
    IFS: ' \t\n',
    OPTIND: '1',
    [userNumber]: String(number),
    '0': name,
    '#': String(args.length),
    '@': joined,
    '*': joined,
    ...Object.fromEntries(numbered),
  };
}

async function attempt(run: () => ReturnType<Execute>): ReturnType<Execute> {
  try {
    return await run();
  } catch (error) {
    return {
      stdout: '',
      stderr: `bash: ${errorText(error)}\n`.replace('bash: bash: ', 'bash: '),
      exitCode: 1,
    };
  }
}
