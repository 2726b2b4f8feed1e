import type { CommandArgument, Redirect } from '../steps/shell-syntax.ts';
import type { Call } from './calls.ts';
import { pipelineOf } from './surroundings.ts';
import type { Shell } from './shells.ts';

/** A file that a call writes. */
export interface Written {
  /** As it stands in the command, quotes taken off. */
  readonly path: string;
  readonly how: 'replaces' | 'appends';
  readonly node: CommandArgument | Redirect;
}

/** The files that a call writes by `>`, `>>` or tee. */
export function writtenBy({ name, args, argNodes, redirects }: Call): readonly Written[] {
  const found: Written[] = [];
  for (const redirect of redirects) {
    if (redirect.type !== 'Redirect' || redirect.target === undefined) continue;
    const { operator, target, descriptor } = redirect;
    if (!/^(?:&?>>?|>\|)$/.test(operator)) continue;
    if (descriptor?.type === 'FileDescriptor' && descriptor.value !== 1) continue;
    const path = bare(target.text);
    if (path.startsWith('/dev/')) continue;
    found.push({ path, how: operator.endsWith('>>') ? 'appends' : 'replaces', node: redirect });
  }
  if (name === 'tee') {
    const appends = args.some((arg) => arg === '--append' || /^-[a-z]*a/.test(arg ?? ''));
    for (const [index, node] of argNodes.entries()) {
      if (args[index]?.startsWith('-') === true) continue;
      const path = bare(args[index] ?? node.text);
      if (!path.startsWith('/dev/'))
        found.push({ path, how: appends ? 'appends' : 'replaces', node });
    }
  }
  return found;
}

/** What is written: the words or the here-document of the command, or of what is piped into it. */
export function contentOf(shell: Shell, call: Call): string {
  const piped = pipelineOf(call);
  const calls =
    piped === undefined || piped.stage === 0
      ? [call]
      : [
          call,
          ...piped.pipeline.commands
            .slice(0, piped.stage)
            .flatMap((node) => shell.callAt(node) ?? []),
        ];
  return calls
    .flatMap(({ name, argNodes, redirects }) => [
      ...(name === 'echo' || name === 'printf' ? argNodes.map(({ text }) => text) : []),
      ...redirects.map((redirect) =>
        redirect.type === 'HereDoc'
          ? redirect.body.text
          : redirect.type === 'HereString'
            ? (redirect.target?.text ?? '')
            : '',
      ),
    ])
    .join('\n');
}

function bare(text: string): string {
  return text.replace(/["']/g, '');
}
