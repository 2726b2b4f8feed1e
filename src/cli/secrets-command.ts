import { ageText } from '../screens/parts/words.ts';
import type { Keyring, RememberedName } from '../secrets/keyring.ts';
import { openKeyring } from '../secrets/open-keyring.ts';
import { leaveNoCore } from '../session/effects/no-core.ts';
import { jsonText } from './json-text.ts';
import { stateDirOf, type GlobalOptions } from './options.ts';
import { UserError } from './user-error.ts';

export interface SecretsOptions extends GlobalOptions {
  readonly json?: boolean;
}

export interface ForgetOptions extends SecretsOptions {
  readonly all?: boolean;
}

/** `handrail secrets [--json]`: the names of what is remembered, never the values. Needs no keyring to be there. */
export async function secrets(options: SecretsOptions): Promise<number> {
  const keyring = await keyringFor(options);
  const { names, problems } = await keyring.list();
  if (options.json === true) {
    const shown = names.map(({ text, store, at, state }) => ({ name: text, store, at, state }));
    const { kind, sentence } = keyring;
    print([jsonText({ keyring: kind, sentence, names: shown, problems })]);
    return 0;
  }
  const now = Date.now();
  print([
    keyring.sentence,
    ...problems,
    ...(names.length === 0 ? ['Nothing is remembered.'] : names.map((name) => lineOf(name, now))),
    ...(names.length === 0 ? [] : ['Forget one with: handrail secrets forget NAME']),
  ]);
  return 0;
}

/**
 * `handrail secrets forget NAME`, or `--all`. Status 0 when nothing of it is left, 1 when a keyring did not forget.
 *
 * @throws UserError for a command line that means nothing, and for a name that nobody knows
 */
export async function forget(name: string | undefined, options: ForgetOptions): Promise<number> {
  const isAll = options.all === true;
  if (isAll && name !== undefined)
    throw new UserError('Say a name, or --all, not both; see: handrail secrets forget --help');
  if (!isAll && name === undefined)
    throw new UserError(
      'Say which: handrail secrets forget NAME, or --all; the names: handrail secrets',
    );
  const keyring = await keyringFor(options);
  const { forgotten, problems } = isAll
    ? await forgetAll(keyring)
    : await forgetOne(keyring, name ?? '');
  const status = problems.length === 0 ? 0 : 1;
  if (options.json === true) print([jsonText({ keyring: keyring.kind, forgotten, problems })]);
  else {
    print(forgotten.map((text) => `Forgotten: ${text}`));
    if (isAll && forgotten.length + problems.length === 0) print(['Nothing is remembered.']);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
  }
  return status;
}

interface Forgotten {
  readonly forgotten: readonly string[];
  readonly problems: readonly string[];
}

async function forgetOne(keyring: Keyring, text: string): Promise<Forgotten> {
  const answer = await keyring.forget(text);
  switch (answer.type) {
    case 'done':
      return { forgotten: [text], problems: [] };
    case 'failed':
      return { forgotten: [], problems: [answer.problem] };
    case 'none':
      throw new UserError(
        `Nothing is remembered under ${JSON.stringify(text)}; the names: handrail secrets`,
      );
  }
}

async function forgetAll(keyring: Keyring): Promise<Forgotten> {
  const { names, problems } = await keyring.list();
  const forgotten: string[] = [];
  const failed = new Set(problems);
  if (keyring.kind === 'none') failed.add(keyring.sentence);
  for (const text of new Set(names.map((name) => name.text))) {
    const answer = await keyring.forget(text);
    if (answer.type === 'failed') failed.add(answer.problem);
    else forgotten.push(text);
  }
  return { forgotten, problems: [...failed] };
}

async function keyringFor(options: GlobalOptions): Promise<Keyring> {
  // What asks the keyring is started by this process and leaves none either.
  await leaveNoCore();
  return openKeyring({ env: process.env, stateDir: stateDirOf(options), now: Date.now });
}

function lineOf({ text, store, at, state }: RememberedName, now: number): string {
  const where = store === 'kernel' ? 'kernel' : 'Secret Service';
  const when = at === undefined ? 'not known since when' : ageText(now - Date.parse(at));
  return `  ${text}  ${[where, when, ...stateWords[state]].join(', ')}`;
}

const stateWords: Readonly<Record<RememberedName['state'], readonly string[]>> = {
  there: [],
  gone: ['gone from there'],
  unseen: ['can not be looked at now'],
};

function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}
