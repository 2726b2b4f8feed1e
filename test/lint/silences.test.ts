import { describe, expect, it } from 'vitest';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { lint } from './support/found.ts';

const fence = (text: string) => `\`\`\`bash\n${text}\n\`\`\`\n`;
const head = '# T\n\n## Step 1\n\n';
const allow = (rest: string) => `<!-- handrail: allow curl-without-timeout${rest} -->\n`;
const because = allow(' because the proxy ends it');

/** Lines of curl without a timeout that count, and of those that are silenced. */
function lines(source: string): { open: number[]; silenced: number[] } {
  const found = lint(source).filter(({ rule }) => rule === 'curl-without-timeout');
  return {
    open: found.filter(({ silenced }) => silenced === undefined).map(({ line }) => line),
    silenced: found.filter(({ silenced }) => silenced !== undefined).map(({ line }) => line),
  };
}

const rulesFound = (source: string) =>
  lint(source).flatMap(({ rule }) => (rule.startsWith('silence-') ? [rule] : []));

describe('a comment silences a rule', () => {
  it('in the block below it, and not in the next', () => {
    const source = `${head}${because}${fence('curl a')}\n${fence('curl b')}`;
    expect(lines(source)).toEqual({ open: [11], silenced: [7] });
    expect(lint(source).find(({ line }) => line === 7)?.silenced).toEqual({
      line: 5,
      reason: 'the proxy ends it',
    });
  });

  it('above the label of its block, with words and other comments between', () => {
    const other = '<!-- handrail: allow unlabelled-block because it is old -->\n\n';
    const source = `${head}${because}${other}**RUN -- jumphost**\n\n${fence('curl a')}`;
    expect(lines(source)).toEqual({ open: [], silenced: [11] });
  });

  it('between a label and its block', () => {
    const source = `${head}**RUN -- jumphost**\n\n${because}\n${fence('curl a')}`;
    expect(lines(source)).toEqual({ open: [], silenced: [10] });
  });

  it('in a list and in a quote', () => {
    const source = `${head}- a\n\n  ${because}\n  \`\`\`bash\n  curl a\n  \`\`\`\n\n> ${because}>\n> \`\`\`bash\n> curl b\n> \`\`\`\n`;
    expect(lines(source).silenced).toHaveLength(2);
  });

  it('in a paragraph: what is not understood of a sentence', () => {
    const source = `${head}${fence('ls')}\n<!-- handrail: allow gate-not-understood because a person looks -->\n**GATE:** output contain \`x\`.\n`;
    expect(lint(source).find(({ rule }) => rule === 'gate-not-understood')?.silenced).toBeDefined();
  });

  it('in the whole document, wherever it stands', () => {
    const source = `${head}${fence('curl a')}\n${allow(' in this document because it is local')}`;
    expect(lines(source)).toEqual({ open: [], silenced: [6] });
  });

  it('several rules at once, over several lines', () => {
    const source = `${head}<!-- handrail: allow unlabelled-block,\n  curl-without-timeout because\n  it is local. -->\n${fence('curl a')}\n**RUN -- jumphost**\n\n${fence('ls')}`;
    expect(lint(source).flatMap(({ silenced }) => silenced?.reason ?? [])).toEqual([
      'it is local',
      'it is local',
    ]);
  });
});

describe('a comment silences nothing', () => {
  it('without a reason, and that is said', () => {
    for (const rest of ['', ' because', ' because  ']) {
      const source = `${head}${allow(rest)}${fence('curl a')}`;
      expect(lines(source).silenced, rest).toEqual([]);
      expect(rulesFound(source), rest).toEqual(['silence-without-reason']);
    }
  });

  it('of a rule that there is not', () => {
    const source = `${head}<!-- handrail: allow curl-without-timout because x -->\n${fence('curl a')}`;
    expect(rulesFound(source)).toEqual(['silence-of-unknown-rule']);
  });

  it('where the rule finds nothing', () => {
    expect(rulesFound(`${head}${because}${fence('ls')}`)).toEqual(['silence-of-nothing']);
    // Words between them are what it holds for.
    expect(lines(`${head}${because}Words.\n\n${fence('curl a')}`).open).toHaveLength(1);
  });

  it('in words that are not understood, or beside other words', () => {
    for (const comment of ['<!-- handrail: ignore x because y -->', `Words ${because.trim()}`])
      expect(rulesFound(`${head}${comment}\n\n${fence('ls')}`)).toEqual(['silence-not-understood']);
  });

  it('inside of code, where it is the text of a command', () => {
    const source = `${head}${fence(`${because}curl a`)}\n\`\`\`\`markdown\n${because}\`\`\`\`\n\nAs \`${because.trim()}\`.\n`;
    expect(rulesFound(source)).toEqual([]);
    expect(lines(source).silenced).toEqual([]);
  });
});

it('ShellCheck may be silenced where it is not installed', () => {
  const source = `${head}<!-- handrail: allow shellcheck-SC2086 because it is one word -->\n${fence('ls')}`;
  expect(rulesFound(source)).toEqual([]);
});

it('the reader of a document takes it for nothing else', () => {
  const bare = readRunbook(
    `${head}**RUN -- jumphost**\n\n${fence('curl a')}\n**GATE:** exit status is 0.\n`,
    'a.md',
  );
  const said = readRunbook(
    `${head}${because}**RUN -- jumphost**\n${because}\n${fence('curl a')}${because}**GATE:** exit status is 0.\n`,
    'a.md',
  );
  const facts = ({ steps, problems }: typeof bare) =>
    JSON.stringify([steps, problems], (key, value: unknown) => (key === 'line' ? 0 : value));
  expect(facts(said)).toBe(facts(bare));
});
