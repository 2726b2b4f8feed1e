import type { ServiceConfig } from '../world.ts';

/** Configuration in the form oslo.config reads. */
export type IniResult =
  | { readonly type: 'read'; readonly config: ServiceConfig }
  /** `at FILE:LINE, REASON: 'TEXT'` as oslo.config says it, without the file. */
  | {
      readonly type: 'broken';
      readonly line: number;
      readonly reason: string;
      readonly text: string;
    };

/** Reads sections of `key = value` or `key: value`; an indented line goes on with the value above. */
export function parseIni(text: string): IniResult {
  const config: ServiceConfig = {};
  let section: string | undefined;
  let last: string | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trimEnd();
    const broken = (reason: string) =>
      ({ type: 'broken', line: index + 1, reason, text: line }) as const;
    if (line === '') {
      last = undefined;
      continue;
    }
    if (line.startsWith('#') || line.startsWith(';')) continue;
    if (/^\s/.test(line)) {
      if (last === undefined || section === undefined)
        return broken('Unexpected continuation line');
      const values = (config[section] ??= {});
      values[last] = `${values[last] ?? ''}\n${line.trim()}`;
      continue;
    }
    if (line.startsWith('[')) {
      if (!line.endsWith(']')) return broken('Invalid section (must end with ])');
      section = line.slice(1, -1);
      if (section === '') return broken('Empty section name');
      config[section] ??= {};
      last = undefined;
      continue;
    }
    const cut = line.search(/[=:]/);
    if (cut < 0) return broken("No ':' or '=' found in assignment");
    if (cut === 0) return broken('Key cannot be empty');
    if (section === undefined) return broken('Section must be started before assignment');
    last = line.slice(0, cut).trim();
    (config[section] ??= {})[last] = unquoted(line.slice(cut + 1).trim());
  }
  return { type: 'read', config };
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return value.length > 1 && quoted !== null ? (quoted[2] ?? '') : value;
}
