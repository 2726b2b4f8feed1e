import { randomMarkdown } from './random-markdown.ts';

/** What a reader might take the square of its length for, repeated. */
const units = [
  ...[
    '>',
    '> ',
    '- ',
    '+ ',
    '* ',
    '1. ',
    '|',
    '| ',
    '|a',
    '`',
    '`a',
    '``` ',
    '~',
    '~~~\n',
    '<a',
    '<a ',
    '<a b="',
    '</',
    '<!--',
    '<?',
  ],
  ...[
    '<![CDATA[',
    '<div>\n',
    '<details>\n\n',
    '<summary>',
    '<Tab ',
    '<Tabs>\n```\n',
    '**',
    '*a ',
    '_a ',
    '__a',
    '[',
    '[a',
    '![',
    '](',
    '[a](',
    '[a]: b\n',
    '[a]: b "',
    "[a]: (b '",
  ],
  ...[
    '\\',
    '\\|',
    '&amp;',
    '&',
    '#',
    '# ',
    '# #',
    '=\n',
    'a\n=\n',
    '-\n',
    'a\n-\n',
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    'a \n',
    ' a',
    'a',
    'é',
    '\0',
    '\u2028',
  ],
  ...[
    '    a\n',
    '\ta\n',
    '> ```\n',
    '- ```\n',
    '> - ',
    '- > ',
    '-\n\n',
    '=== "a"\n\n    ',
    '!!! note\n    ',
    '!!! ',
    '{% tab ',
    '{{< tab ',
    ':::note ',
    ':::',
  ],
  ...[
    '```bash\nls\n```\n',
    '```\n$ ls\na\n```\n',
    '```console\n$ ls\n',
    'a | b\n-|-\n',
    '| a |\n|-|\n| `ls` |\n',
    '- `ls`\n',
    '- [ ] a\n',
    '## Step 1\n',
    '## IRREVERSIBLE (',
    '# (',
  ],
  ...[
    '**RUN -- jumphost**\n',
    '**RUN -- ',
    '**RUN (',
    '`# RUN: a`',
    '**GATE:** ',
    'GATE: ',
    '**GATE:** (',
    '**GATE:** output contains `x` and ',
    '**GATE:** yes when ',
    'stable for ',
  ],
  ...[
    '**CAPTURE:** `a` is ',
    '**ASK:** `a` ',
    '**DEFER TO:** phase-08 step ',
    'phase-08 steps 8.1, ',
    '**DEAD:** `1.2.3.4` is dead. ',
    '- `ENV(a)` ',
    '- `ENV(',
    'CAUTION: ',
    '**SCOPE:** `a` begins with `',
    '**INPUT:** `a` at `',
    'FRESH DEPLOY ROUTING: ',
  ],
  ...[
    '<NAME> ',
    '<NAME',
    '$(',
    '${',
    '((',
    "'",
    '"',
    '<<E\n',
    '; ',
    '&& ',
    '| a ',
    '{ ',
    'if a; then ',
    '# expect ',
  ],
];

/** A document in which one thing stands over and over: alone, behind a heading, in a block, in a quote, in one line. */
function repeated(seed: number, size: number): string {
  const unit = units[seed % units.length] ?? '';
  const many = unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  switch (Math.floor(seed / units.length) % 6) {
    case 0:
      return many;
    case 1:
      return `## Step 1\n\n**RUN -- jumphost**\n\n\`\`\`bash\n${many}\n\`\`\`\n`;
    case 2:
      return `> ${many}\n- ${many}\n`.slice(0, size);
    case 3:
      return `## Step 1 -- ${many}\nwords ${many}\n`.slice(0, size);
    case 4:
      return `${`${unit.repeat(7).replaceAll('\n', ' ')}\n\n`.repeat(Math.ceil(size / (unit.length * 7 + 2)))}`.slice(
        0,
        size,
      );
    default:
      return `**GATE:** ${many.replaceAll('\n', ' ')} a\n`.slice(0, size);
  }
}

/** Numbers that look random and are always the same for a seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A document with pieces taken out, doubled, moved and put between, `size` characters long or longer. */
function mutated(document: string, seed: number, size: number): string {
  const next = numbers(seed);
  let text = document.repeat(Math.max(1, Math.ceil(size / document.length)));
  for (let change = next(12) + 1; change > 0; change -= 1) {
    const at = next(text.length);
    const length = next(Math.min(4000, text.length - at));
    const piece = text.slice(at, at + length);
    const unit = units[next(units.length)] ?? '';
    const to = next(text.length);
    switch (next(5)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + length);
        break;
      case 1:
        text = text.slice(0, to) + piece + text.slice(to);
        break;
      case 2:
        text = text.slice(0, at) + unit.repeat(next(200)) + text.slice(at + next(3));
        break;
      case 3:
        text =
          text.slice(0, at) +
          piece.replaceAll('\n', ['\r\n', '\r', ' ', '\n\n'][next(4)] ?? '') +
          text.slice(at + length);
        break;
      default:
        text =
          text.slice(0, at) +
          piece.replace(/^/gm, ['    ', '> ', '- ', '\t'][next(4)] ?? '') +
          text.slice(at + length);
    }
  }
  return text;
}

/**
 * Documents that nobody would write, one for each number: generated, mutated from real runbooks, and one thing repeated.
 * One in twelve is as large as `largest`.
 */
export function hostileDocument(
  number: number,
  runbooks: readonly string[],
  largest: number,
): string {
  const next = numbers(number * 7919 + 13);
  const size = number % 12 === 0 ? largest : Math.min(largest, 200 + next(20_000));
  switch (number % 3) {
    case 0:
      return repeated(Math.floor(number / 3), size);
    case 1:
      return mutated(
        runbooks[next(runbooks.length)] ?? '',
        number,
        number % 24 === 4 ? largest : 1,
      );
    default:
      return number % 2 === 0
        ? randomMarkdown(size, number)
        : mutated(randomMarkdown(size, number), number, 1);
  }
}
