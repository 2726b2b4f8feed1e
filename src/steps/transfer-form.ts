import { ANY_CODE, CODE, bodyOf, firstSentence } from './body.ts';
import { plainText } from './inline.ts';
import type { Problem, Transfer } from './model.ts';
import { unitOf } from './place.ts';

/** What the sentences FROM and TO say, as written. */
export interface WrittenTransfer {
  from: string | undefined;
  to: string | undefined;
  /** Of the first of them. */
  readonly line: number;
}

/** The two sentences, for the nearest known form. */
export const TRANSFER_FORM =
  '**FROM:** `~/a.kubeconfig` **TO:** `/etc/a/kubeconfig`, owner `a:a`, mode `0600`.';

/**
 * Understands what goes where. Whatever is missing or would be unsafe is a problem, and then the transfer refuses
 * to run with the first of them.
 */
export function readTransfer(
  written: WrittenTransfer,
  location: string,
): { readonly transfer: Transfer; readonly problems: readonly Problem[] } {
  const wrong: string[] = [];
  const source = sourceIn(written.from, wrong);
  const { target, owner, mode } = targetIn(written.to, wrong);
  const [, from = '', to = ''] = /^(.*?)\s*(?:->|→)\s*(.*)$/.exec(location.trim()) ?? [];
  const unit = unitOf(to);
  if (from.toLowerCase() !== 'jumphost' || unit === undefined)
    wrong.push(
      `a file goes from the jumphost to a unit, and \`${location}\` is another way: write a fence for it`,
    );
  const problems = wrong.map((message) => ({
    topic: 'transfer-not-understood' as const,
    line: written.line,
    message: `TRANSFER: ${message}`,
    nearest: TRANSFER_FORM,
  }));
  const transfer = { source, target, owner, mode, unit: unit ?? '', refused: wrong[0] };
  return { transfer, problems };
}

/** The two sentences as one text: what stands for the block where others show their fence. */
export function transferText({ from, to }: WrittenTransfer): string {
  return [
    ...(from === undefined ? [] : [`FROM: ${plainText(from)}`]),
    ...(to === undefined ? [] : [`TO: ${plainText(to)}`]),
  ].join('\n');
}

function sourceIn(body: string | undefined, wrong: string[]): string {
  if (body === undefined) {
    wrong.push('it does not say FROM where');
    return '';
  }
  const { text, codes } = bodyOf(body);
  const found = new RegExp(`^${CODE}[.,;]?$`).exec(firstSentence(text).sentence);
  const source = codes[Number(found?.[1])];
  if (source === undefined) {
    wrong.push(`FROM is not understood: "${plainText(body)}"`);
    return '';
  }
  if (!/^(?:~\/|\/)/.test(source))
    wrong.push(`the source \`${source}\` does not begin with / or ~/`);
  checkPath('source', source, wrong);
  return source;
}

function targetIn(
  body: string | undefined,
  wrong: string[],
): Pick<Transfer, 'target' | 'owner' | 'mode'> {
  if (body === undefined) {
    wrong.push('it does not say TO where');
    return { target: '', owner: '', mode: '' };
  }
  const { text, codes } = bodyOf(body);
  const { sentence } = firstSentence(text);
  const code = (before: string): string | undefined =>
    codes[Number(new RegExp(`${before}${CODE}`).exec(sentence)?.[1])];
  const rest = `(?:,?(?: and)? (?:owner|mode) ${ANY_CODE}){0,2}[.,;]?`;
  const target = new RegExp(`^${ANY_CODE}${rest}$`).test(sentence) ? code('^') : undefined;
  if (target === undefined) {
    wrong.push(`TO is not understood: "${plainText(body)}"`);
    return { target: '', owner: '', mode: '' };
  }
  const owner = code('owner ') ?? '';
  const mode = code('mode ') ?? '';
  if (!target.startsWith('/'))
    wrong.push(
      `the target \`${target}\` does not begin with /: on the unit no folder is meant by itself`,
    );
  checkPath('target', target, wrong);
  if (owner === '') wrong.push('the target has no owner');
  else if (!OWNER.test(owner)) wrong.push(`the owner \`${owner}\` is no \`user:group\``);
  if (mode === '') wrong.push('the target has no mode');
  else if (!/^0?[0-7]{3}$/.test(mode)) wrong.push(`the mode \`${mode}\` is no mode as \`0600\``);
  else if (!mode.endsWith('0')) wrong.push(`the mode \`${mode}\` lets everybody at the file`);
  return { target, owner, mode };
}

const OWNER = /^[a-z_][a-z0-9_-]*:[a-z_][a-z0-9_-]*$/;

/** Both shells get the path as it stands, so it holds nothing that either would read as something else. */
function checkPath(what: 'source' | 'target', path: string, wrong: string[]): void {
  const bare = path.replace(/^~\//, '/');
  if (!/^[\w./@+-]*$/.test(bare))
    wrong.push(`the ${what} \`${path}\` holds more than letters, digits and . _ - + @ /`);
  else if (/\/\.{0,2}(?:\/|$)|^\.{1,2}\//.test(bare))
    wrong.push(`the ${what} \`${path}\` is no plain path of a file`);
  if (/^\/(?:var\/)?tmp\/|^\/dev\//.test(path))
    wrong.push(
      `the ${what} \`${path}\` stands where everybody may put files: no secret belongs there`,
    );
}
