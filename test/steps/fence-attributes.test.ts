import { describe, expect, it } from 'vitest';
import { fenceAttributes } from '../../src/steps/fence-attributes.ts';
import { read } from '../support/read.ts';

const withFence = (info: string, ...front: string[]) =>
  read(...front, '## Step 1', '', '```' + info, 'ls', '```');

describe('attributes behind the language of a fence', () => {
  it.each(['bash {"name":"set up","interactive":"true"}', 'sh { name="set up" interactive=true }'])(
    '%s: a name, and a terminal to read from',
    (info) => {
      expect(withFence(info).steps[0]?.blocks).toMatchObject([
        { name: 'set up', stdin: 'tty', text: 'ls' },
      ]);
    },
  );

  it.each([
    'bash {"interactive":"false","id":"01H"}',
    'bash {.x #y}',
    'bash { interactive=false }',
    'bash {',
    'bash {"a":',
  ])('%s: nothing else than without it', (info) => {
    const { steps, problems } = withFence(info);
    expect(steps[0]?.blocks).toMatchObject([{ name: undefined, stdin: 'null' }]);
    expect(problems).toEqual([]);
  });

  it.each(['bash {"cwd":"/srv"}', 'bash { cwd=.. "id":"01" }', 'bash {"interpreter":"python3"}'])(
    '%s: the block would do something else here, so it is not offered',
    (info) => {
      const { steps, other, problems } = withFence(info);
      expect(steps.flatMap(({ blocks }) => blocks)).toEqual([]);
      expect(other[0]?.reason).toMatch(/another (?:folder|interpreter)/);
      expect(problems).toMatchObject([{ topic: 'attribute-not-honoured', line: 3 }]);
    },
  );

  it('a folder in the front matter holds for all blocks', () => {
    expect(withFence('bash', '---', 'cwd: ..', '---').other[0]?.reason).toContain('cwd ..');
  });

  it('a block that says ignore is nobody’s to run, and that is no problem', () => {
    const { other, problems } = withFence('bash {"ignore":"true"}');
    expect(other[0]?.reason).toBe('its fence says ignore');
    expect(problems).toEqual([]);
  });

  it('says what handrail does not do', () => {
    const { steps, problems } = withFence(
      'bash {"background":"true","excludeFromRunAll":true,"promptEnv":"yes"}',
      ...['---', 'shell: zsh', 'skipPrompts: true', '---'],
    );
    expect(steps[0]?.blocks).toHaveLength(1);
    expect(problems).toHaveLength(4);
  });

  it('is read in linear time', () => {
    expect(fenceAttributes({ info: `bash {${'a=b '.repeat(400)}}` }).name).toBeUndefined();
    expect(fenceAttributes({ info: `bash {${'a="'.repeat(400)}}` }).name).toBeUndefined();
  });
});
