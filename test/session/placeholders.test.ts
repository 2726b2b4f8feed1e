import { describe, expect, it } from 'vitest';
import { allowed } from '../../src/session/allowed.ts';
import { nextMove } from '../../src/session/autopilot.ts';
import { whyUnknown } from '../../src/session/known-event.ts';
import { eventInWords } from '../../src/session/event-words.ts';
import {
  askedPlaceholders,
  givenFor,
  openPlaceholders,
  proposalFor,
} from '../../src/session/placeholders.ts';
import { previewOf } from '../../src/session/preview.ts';
import { Told } from '../support/documents.ts';

const book = `# Book

- \`ENV(network)\` lan
- \`ENV(gone)\` 10.9.9.9

**DEAD:** \`10.9.9.9\` is an address of an earlier rebuild.

**SCOPE:** \`odd\` begins with \`source <openrc>\`.

## Step 1 -- show

**CHECK (read-only) -- jumphost**
\`\`\`bash
show <cluster> "<ip>" </dev/null
\`\`\`

**CHECK (read-only) -- magnum/0**
\`\`\`bash
show <cluster> <network>
\`\`\`

**RUN -- jumphost**
\`\`\`bash
login <password>
\`\`\`

**CHECK (read-only) -- jumphost** (odd scope)
\`\`\`bash
show all
\`\`\`

**POLL -- jumphost** every 5 s, at most 3 times
\`\`\`bash
show <gone>
\`\`\`

**GATE:** output contains \`x\`.

## Rollback

**ROLLBACK -- jumphost**
\`\`\`bash
drop <cluster>
\`\`\`
`;

const run = (told: Told, id: string) => allowed(told.session, { type: 'run', block: `book:${id}` });
const give = (told: Told, id: string, values: Record<string, string>) =>
  allowed(told.session, { type: 'give-values', block: `book:${id}`, values });
const given = (told: Told, id: string, values: Record<string, string>) =>
  told.tell({ type: 'placeholder-given', block: `book:${id}`, values });
const preview = (told: Told, id: string) => previewOf(told.session, told.block(id));

describe('a block that leaves something open', () => {
  it.each(['1/1', '1/2', '1/5', 'rollback/1'])('does not run: %s', (id) => {
    const told = new Told(book);
    expect(run(told, id)).toMatch(/needs a value for <.*: Enter asks for it\.$/);
    const { runs, missing } = preview(told, id);
    expect(missing.length).toBeGreaterThan(0);
    expect(runs).toMatch(/^printf .* >&2; exit 1$/);
  });

  it('runs with exactly what was given, and nothing before all of it was', () => {
    const told = given(new Told(book), '1/1', { '<cluster>': 'c-1' });
    expect(run(told, '1/1')).toBe('1/1 needs a value for <ip>: Enter asks for it.');
    given(told, '1/1', { '<ip>': '10.0.0.5' });
    expect(run(told, '1/1')).toBeUndefined();
    const { script, runs, filled } = preview(told, '1/1');
    expect(script).toBe('show c-1 "10.0.0.5" </dev/null');
    expect(runs).toBe(script);
    expect(filled?.map(({ spans }) => spans.map((span) => script.slice(...span)))).toEqual([
      ['c-1'],
      ['10.0.0.5'],
    ]);
  });

  it('ships the same to a unit', () => {
    const told = given(new Told(book), '1/2', { '<cluster>': 'c-1', '<network>': 'lan' });
    const { script, runs } = preview(told, '1/2');
    expect(script).toBe('show c-1 lan');
    expect(runs).toContain(Buffer.from(script).toString('base64'));
  });

  it('never puts in what a journal should not hold', () => {
    const told = given(new Told(book), '1/1', { '<cluster>': '$(reboot)', '<ip>': '10.0.0.5' });
    expect(run(told, '1/1')).toContain('needs a value for <cluster>');
    expect(preview(told, '1/1').script).not.toContain('reboot');
  });

  it('is refused for a secret, with the way on', () => {
    const told = new Told(book);
    given(told, '1/3', { '<password>': 'x' });
    expect(preview(told, '1/3').missing).toEqual(['<password>']);
    expect(askedPlaceholders(told.block('1/3'))).toEqual([]);
    expect(give(told, '1/3', { '<password>': 'x' })).toContain('stands for a secret');
    const { session } = told;
    const settled = { ...session, skips: { 'book:1/1': passed, 'book:1/2': passed } };
    expect(allowed(settled, { type: 'run', block: 'book:1/3' })).toContain('SECRET block');
  });

  it('is held back by a scope that does', () => {
    expect(run(new Told(book), '1/4')).toContain('its odd scope, which holds <openrc>');
    expect(preview(new Told(book), '1/4').runs).toContain('exit 1');
  });

  it('stops a walk without hands', () => {
    const move = nextMove(new Told(book).session, { routes: [], attestYes: true });
    expect(move).toEqual({
      type: 'stop',
      why: 'a person has to say what stands for <cluster>, <ip>',
      block: '1/1',
    });
  });
});

it('that only reads does not take a value with which it may write', () => {
  const sed = "# Book\n\n## Step 1 -- a\n\n```bash\nsed 's/x/<dir>/g' f | grep <what>\n```\n";
  const told = new Told(sed);
  const refused = /^1\/1 is a check because all of it only reads, and with that value it may not/;
  expect(told.block('1/1').block.kind).toBe('check');
  expect(give(told, '1/1', { '<dir>': 'data/web' })).toMatch(refused);
  expect(give(told, '1/1', { '<dir>': 'data' })).toBeUndefined();
  // What an older journal holds is judged again before it runs.
  given(told, '1/1', { '<dir>': 'data/web', '<what>': 'a' });
  expect(run(told, '1/1')).toMatch(refused);
  given(told, '1/1', { '<dir>': 'data' });
  expect(run(told, '1/1')).toBeUndefined();
});

const passed = { reason: 'r', at: '', attempt: 0 };

describe('what may be given', () => {
  it.each([
    ['1/1', { '<cluster>': 'c' }, undefined],
    ['1/1', { '<ip>': 'c' }, '<ip> has to be an IP address, as 10.0.0.5.'],
    ['1/1', { '<ip>': '10.9.9.9' }, 'calls that dead: it is an address of an earlier rebuild'],
    ['1/1', { '<none>': 'c' }, '1/1 has no <none> in it.'],
    ['1/1', { constructor: 'c' }, '1/1 has no constructor in it.'],
    ['9/9', { '<ip>': 'c' }, 'No block book:9/9'],
  ])('for %s: %j', (id, values, said) => {
    const refused = give(new Told(book), id, values);
    if (said === undefined) expect(refused).toBeUndefined();
    else expect(refused).toContain(said);
  });

  it('is not changed under a block that runs', () => {
    const told = given(new Told(book), '1/5', { '<gone>': 'a' });
    told.tell({
      type: 'block-started',
      block: 'book:1/5',
      attempt: 1,
      command: preview(told, '1/5'),
    });
    expect(give(told, '1/5', { '<gone>': 'b' })).toContain('change them when it has ended');
    told.tell({ type: 'poll-left', attempt: 1 });
    expect(give(told, '1/5', { '<gone>': 'b' })).toContain('change them when it has ended');
    told.tell({ type: 'block-ended', attempt: 1, outcome: { type: 'exited', status: 0 } });
    expect(give(told, '1/5', { '<gone>': 'b' })).toBeUndefined();
  });
});

describe('what is proposed', () => {
  const proposal = (told: Told, id: string, text: string) => {
    const located = told.block(id);
    const placeholder = located.block.placeholders.find((one) => one.text === text);
    return placeholder === undefined ? undefined : proposalFor(told.session, located, placeholder);
  };

  it('is what was given last for the same text, and is not given by that', () => {
    const told = given(new Told(book), '1/1', { '<cluster>': 'c-1' });
    expect(proposal(told, '1/2', '<cluster>')).toEqual({ value: 'c-1', by: 'as given for 1/1' });
    expect(givenFor(told.session, 'book:1/2', '<cluster>')).toBeUndefined();
    given(told, '1/2', { '<cluster>': 'c-2' });
    expect(proposal(told, '1/2', '<cluster>')).toEqual({ value: 'c-2', by: 'as given before' });
    expect(proposal(told, 'rollback/1', '<cluster>')?.value).toBe('c-2');
    expect(givenFor(told.session, 'book:1/1', '<cluster>')).toBe('c-1');
  });

  it('is the literal of that name, but never what could not stand there', () => {
    const told = new Told(book);
    told.tell({ type: 'literals-confirmed', values: { network: 'lan', gone: '10.9.9.9' } });
    expect(proposal(told, '1/2', '<network>')).toEqual({ value: 'lan', by: 'ENV(network)' });
    expect(proposal(told, '1/5', '<gone>')).toBeUndefined();
    told.tell({ type: 'literals-confirmed', values: { network: 'a b' } });
    expect(proposal(told, '1/2', '<network>')).toBeUndefined();
    expect(proposal(told, '1/1', '<ip>')).toBeUndefined();
  });
});

it('is refused by a dead value that another runbook names later, with the way to another', () => {
  const told = given(new Told(book), '1/1', { '<cluster>': 'c', '<ip>': '10.9.9.9' });
  expect(openPlaceholders(told.session, told.block('1/1'))).toEqual([]);
  expect(run(told, '1/1')).toContain('would put 10.9.9.9 in the place of <ip>');
});

it('is an event that is known and told', () => {
  const event = { type: 'placeholder-given', block: 'book:1/1', values: { '<a>': 'b' } } as const;
  expect(whyUnknown(event)).toBeUndefined();
  expect(whyUnknown({ ...event, values: { '<a>': 1 } })).toContain('values');
  expect(eventInWords(event, [])).toContain('<a> of 1/1 was given as b');
});
