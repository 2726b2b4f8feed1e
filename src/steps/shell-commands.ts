import { forEachChild } from './shell-syntax.ts';
import type { Command, ParsedScript, SyntaxNode, Word } from './shell-syntax.ts';

/** A simple command somewhere in a script, in a substitution and in a here-document too. */
export interface ShellCommand {
  readonly node: Command;
  /** Its name and its arguments; undefined for a word whose value is known only when it runs. */
  readonly words: readonly (string | undefined)[];
  /** The nodes that it stands in, outermost first. */
  readonly path: readonly SyntaxNode[];
}

/** Every simple command of a script, in its order. One without a name only assigns or redirects. */
export function commandsIn(script: ParsedScript): readonly ShellCommand[] {
  const known = commandsOf.get(script);
  if (known !== undefined) return known;
  const found: ShellCommand[] = [];
  const visit = (node: SyntaxNode, path: readonly SyntaxNode[]): void => {
    if (node.type === 'Command') found.push({ node, words: wordsOf(node), path });
    let inside: readonly SyntaxNode[] | undefined;
    forEachChild(node, (child) => {
      inside ??= [...path, node];
      visit(child, inside);
    });
  };
  visit(script, []);
  commandsOf.set(script, found);
  return found;
}

/** A script is asked for its commands by the reader, by the blocks to be linted and by their shells. */
const commandsOf = new WeakMap<ParsedScript, readonly ShellCommand[]>();

/**
 * What a word says, its quotes taken off; undefined when an expansion, a glob or braces decide it only when it runs. A
 * leading `~` stands as it is.
 */
export function literalValue(word: Word): string | undefined {
  if (word.parts === undefined) return word.value;
  let value = '';
  for (const part of word.parts)
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        value += part.value;
        break;
      case 'DoubleQuoted':
      case 'LocaleString':
        for (const child of part.parts) {
          if (child.type !== 'Literal') return undefined;
          value += child.value;
        }
        break;
      case 'ArithmeticExpansion':
      case 'BraceExpansion':
      case 'CommandExpansion':
      case 'ExtendedGlob':
      case 'Glob':
      case 'ParameterExpansion':
      case 'ProcessSubstitution':
      case 'SimpleExpansion':
        return undefined;
    }
  return value;
}

function wordsOf({ name, args }: Command): readonly (string | undefined)[] {
  if (name === undefined) return [];
  return [
    literalValue(name),
    ...args.map((word) => (word.type === 'Word' ? literalValue(word) : word.text)),
  ];
}
