import type { BlockRef } from './events.ts';

/** What one jumphost block did to the environment that the next one starts with. Names only, never values. */
export interface EnvironmentChange {
  readonly set: readonly string[];
  readonly changed: readonly string[];
  readonly unset: readonly string[];
  /** The folder it ended in, when that is another than it began in. */
  readonly folder: string | undefined;
  /** Shell options it left changed, as bash names them: `+nounset`, `-errexit`. */
  readonly options: readonly string[];
}

/** The environment that the next jumphost block starts with, as far as anyone may know it: names, and where each came from. */
export interface CarriedEnvironment {
  readonly names: Readonly<Record<string, BlockRef>>;
  readonly folder: { readonly path: string; readonly block: BlockRef } | undefined;
  readonly options: Readonly<Record<string, BlockRef>>;
  /**
   * What was carried and went with a reboot, each with the block that establishes it: a name, `folder /srv`,
   * `option +pipefail`.
   */
  readonly lost: Readonly<Record<string, BlockRef>>;
}

export const emptyEnvironment: CarriedEnvironment = {
  names: {},
  folder: undefined,
  options: {},
  lost: {},
};

/** The environment after a block of that name changed it. */
export function changeEnvironment(
  environment: CarriedEnvironment,
  block: BlockRef,
  change: EnvironmentChange,
): CarriedEnvironment {
  const names = { ...environment.names };
  const lost = { ...environment.lost };
  for (const name of [...change.set, ...change.changed]) {
    names[name] = block;
    delete lost[name];
  }
  for (const name of change.unset) {
    delete names[name];
    delete lost[name];
  }
  const options = { ...environment.options };
  for (const option of change.options) {
    const name = option.slice(1);
    for (const sign of ['+', '-']) {
      delete options[`${sign}${name}`];
      delete lost[`option ${sign}${name}`];
    }
    options[option] = block;
  }
  if (change.folder !== undefined)
    for (const name of Object.keys(lost)) if (name.startsWith('folder ')) delete lost[name];
  return {
    names,
    lost,
    options,
    folder: change.folder === undefined ? environment.folder : { path: change.folder, block },
  };
}

/** Why the next block does not see what an attempt set. */
export const notLeftWords =
  'not carried on, as its shell did not end by itself: a trap on EXIT of its own, exec, or a kill';

/** Whether anything at all is carried: then it has to be somewhere. */
export function carriesAnything({ names, folder, options }: CarriedEnvironment): boolean {
  return folder !== undefined || Object.keys(names).length + Object.keys(options).length > 0;
}

/** Memory does not outlive a boot: what was carried is gone, and is remembered as missing. */
export function loseEnvironment(environment: CarriedEnvironment): CarriedEnvironment {
  const { folder, options, names, lost } = environment;
  return {
    ...emptyEnvironment,
    lost: {
      ...lost,
      ...(folder === undefined ? {} : { [`folder ${folder.path}`]: folder.block }),
      ...Object.fromEntries(
        Object.entries(options).map(([name, from]) => [`option ${name}`, from]),
      ),
      ...names,
    },
  };
}
