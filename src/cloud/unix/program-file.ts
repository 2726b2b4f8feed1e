import { createHash } from 'node:crypto';

/** What the first line of an installed program says. */
export interface ProgramLabel {
  readonly name: string;
  readonly version: string | undefined;
}

/**
 * The bytes of a simulated binary: a line that names program and version, a line that lets the
 * interpreter run it wherever it stands, and filler of its own, so that each version has its own hash.
 */
export function programFile(name: string, version?: string): string {
  const label = version === undefined ? name : `${name} ${version}`;
  const filler = Array.from({ length: 24 }, (_, line) =>
    createHash('sha256').update(`${label}/${line}`).digest('hex'),
  );
  return [
    `#!simulated program ${label}`,
    `/usr/bin/simulated-cloud file ${label} -- "$#" "$@"; exit`,
    ...filler.map((text) => `# ${text}`),
    '',
  ].join('\n');
}

/** Reads the label of a file, when it is one of ours and whole. */
export function programLabel(content: string): ProgramLabel | undefined {
  const label = /^#!simulated program (\S+)(?: (\S+))?\n/.exec(content);
  const name = label?.[1];
  if (name === undefined || content !== programFile(name, label?.[2])) return undefined;
  return { name, version: label?.[2] };
}
