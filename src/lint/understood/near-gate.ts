import { blankCode } from '../../steps/inline.ts';
import type { Block } from '../../steps/model.ts';
import type { DocumentLines } from '../document-lines.ts';
import type { FoundInDocument } from '../rule.ts';

/**
 * A gate in which one word of a known form is written otherwise, with the word that the form has; nothing where its first
 * line holds none of them or several. Whether the gate is understood then is looked at before the change is kept.
 */
export function nearGateFix(
  lines: DocumentLines,
  line: number,
  blocks: readonly Block[],
): Pick<FoundInDocument, 'fix' | 'block'> {
  const words = blankCode(lines.textOf(line));
  const gate = /\bGATE\b[^:]{0,80}:/i.exec(words);
  const block = blocks.find(({ gates }) => gates.some((one) => one.line === line));
  if (gate === null || block === undefined) return {};
  const from = gate.index + gate[0].length;
  const slips = SLIPS.flatMap(([written, meant]) =>
    [...words.slice(from).matchAll(written)].map((found) => {
      const start = lines.startOf(line) + from + found.index;
      return { start, end: start + found[0].length, text: meant };
    }),
  );
  return slips.length === 1 ? { block: block.id, fix: slips } : {};
}

const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/(?<!not )\bcontain\b/g, 'contains'],
  [/\bdoes not contains\b/g, 'does not contain'],
  [/\bdoesn't contains?\b/g, 'does not contain'],
  [/(?<!not )\bmatch\b/g, 'matches'],
  [/\bdoes not matches\b/g, 'does not match'],
  [/\bexit (?:code|state)\b/gi, 'exit status'],
  [/\bstdout\b/g, 'output'],
  [/\bstderr\b/g, 'error output'],
];
