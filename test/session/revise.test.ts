import { describe, expect, it } from 'vitest';
import { exitItems } from '../../src/session/exit-gate.ts';
import { unconfirmedLiterals } from '../../src/session/unconfirmed-literals.ts';
import { run, ToldWalk } from './support/told-walk.ts';

const book = `# Book

- \`ENV(model)\` openstack   (note)

## Step 1 -- Look

${run('juju status --format json', '**GATE:** output contains `active`.\n\n**GATE:** A person saw the lights.')}
## Step 2 -- Change

${run('install the driver on every node')}
${run('restart the driver on every node')}
## Exit gate

- **GATE:** steps 1 and 2 passed.
- **GATE:** The owner has signed.
`;

describe('a walk that goes on with a new text', () => {
  it('keeps what was done under the numbers that blocks have now', () => {
    const walk = new ToldWalk(book);
    walk.run('book:1/1');
    walk.run('book:2/1');
    walk.tell({ type: 'note-added', text: 'slow', block: 'book:2/1' });
    const event = walk.revise(
      book
        .replace('## Step 2', '## Step 3')
        .replace('## Step 1 -- Look', `## Step 1 -- Before\n\n${run('prepare')}\n## Step 2 -- Look`)
        .replace('steps 1 and 2', 'steps 1, 2 and 3'),
    );
    expect(event).toMatchObject({
      revision: 2,
      moved: { '1/1': '2/1', '2/1': '3/1', '2/2': '3/2' },
      added: ['1/1'],
      changed: {},
    });
    expect(walk.standing('1/1')).toBe('waiting');
    expect(walk.standing('2/1')).toBe('attest');
    expect(walk.standing('3/1')).toBe('passed');
    expect(walk.standing('3/2')).toBe('waiting');
    expect(walk.session.notes[0]?.block).toBe('book:3/1');
    expect(walk.refolded()).toEqual(walk.session);
  });

  it('judges a run by the gates that it was judged by, and says that its block changed since', () => {
    const walk = new ToldWalk(book);
    walk.run('book:1/1');
    walk.tell({ type: 'gate-attested', gate: 'book:1/1#1', answer: 'yes', by: 'operator' });
    expect(walk.standing('1/1')).toBe('passed');
    walk.revise(
      book.replace('**GATE:** output contains `active`.', '**GATE:** output contains `idle`.'),
    );
    expect(walk.standing('1/1')).toBe('passed');
    expect(walk.changed('1/1')).toEqual(['gate']);
    // Run again, it is judged by what stands there now; a word about the old output is none about the new.
    walk.run('book:1/1', 'no');
    expect(walk.standing('1/1')).toBe('failed');
    expect(walk.changed('1/1')).toEqual([]);
  });

  it('says no more that a block changed once it reads as when it was run', () => {
    const walk = new ToldWalk(book);
    walk.run('book:2/1');
    walk.revise(book.replace('install the driver', 'install the new driver'));
    expect(walk.changed('2/1')).toEqual(['command']);
    walk.revise(book);
    expect(walk.changed('2/1')).toEqual([]);
    expect(walk.standing('2/1')).toBe('passed');
    expect(walk.refolded()).toEqual(walk.session);
  });

  it('counts nothing that was done for a block that was written anew in its place', () => {
    const walk = new ToldWalk(book);
    walk.run('book:2/1');
    const event = walk.revise(book.replace('install the driver on every node', 'wipe disk7'));
    expect(event).toMatchObject({ gone: ['2/1'], added: ['2/1'] });
    expect(walk.standing('2/1')).toBe('waiting');
    expect(walk.session.attempts[0]).toMatchObject({ block: 'book:2/1~1' });
    expect(walk.session.attempts[0]?.was?.block.text).toContain('install the driver');
  });

  it('does not take one of two blocks that say the same for the other, when that is taken out', () => {
    const twice = (steps: string) => `# Book\n\n${steps}`;
    const first = `## Step 1 -- First\n\n${run('sync all')}\n`;
    const walk = new ToldWalk(twice(`${first}## Step 2 -- Then\n\n${run('sync all')}`));
    walk.run('book:1/1');
    walk.revise(twice(`## Step 1 -- Then\n\n${run('sync all')}`));
    expect(walk.standing('1/1')).toBe('waiting');
    expect(walk.session.attempts[0]?.block).toBe('book:1/1~1');
  });

  it('lets no answer to a gate stand for another that took its place', () => {
    const walk = new ToldWalk(book);
    walk.tell({ type: 'gate-attested', gate: 'book:exit-gate#1', answer: 'yes', by: 'operator' });
    walk.revise(book.replace('- **GATE:** The owner', '- **GATE:** The tenant has looked.\n$&'));
    const items = () =>
      exitItems(walk.session).map(({ gate, answer }) => [gate.text.slice(0, 10), answer]);
    expect(items().slice(1)).toEqual([
      ['The tenant', 'open'],
      ['The owner ', 'yes'],
    ]);
    walk.revise(book.replace('The owner has signed', 'The owner has signed twice'));
    expect(items()[1]).toEqual(['The owner ', 'open']);
    expect(Object.keys(walk.session.attested)).toEqual(['book:exit-gate~2#2']);
  });

  it('asks for literals that are new or have another value, and for no other', () => {
    const walk = new ToldWalk(book);
    walk.tell({ type: 'literals-confirmed', values: { model: 'mine' } });
    walk.revise(book.replace('openstack   (note)', 'cloud   (note)\n- `ENV(zone)` nova   (note)'));
    expect(unconfirmedLiterals(walk.session)).toEqual(['model', 'zone']);
    expect(walk.session.literals).toEqual({});
    walk.tell({ type: 'literals-confirmed', values: { model: 'cloud', zone: 'nova' } });
    expect(unconfirmedLiterals(walk.session)).toEqual([]);
    walk.revise(book.replace('juju status', 'juju  status'));
    expect(unconfirmedLiterals(walk.session)).toEqual(['model']);
  });

  it('does not forget a rollback that was run and is not written any more', () => {
    const back = `${book}\n## Rollback\n\n**ROLLBACK -- jumphost**\n\n\`\`\`bash\nundo all\n\`\`\`\n`;
    const walk = new ToldWalk(back);
    walk.run('book:1/1');
    walk.tell({ type: 'gate-attested', gate: 'book:1/1#1', answer: 'yes', by: 'operator' });
    walk.run('book:2/1');
    walk.run('book:2/2');
    expect(exitItems(walk.session)[0]?.answer).toBe('yes');
    walk.run('book:rollback/1');
    expect(exitItems(walk.session)[0]?.answer).toBe('no');
    walk.revise(book);
    expect(exitItems(walk.session)[0]?.answer).toBe('no');
  });

  it('keeps answers to questions in the same words, whatever their ids, and asks the others', () => {
    const asking = (words: string) =>
      book.replace(
        '## Step 1',
        `**ASK:** ${words} a \`fresh deploy\` or a \`graft\`?\n\n## Step 1`,
      );
    const walk = new ToldWalk(asking('Is it'));
    const [question] = walk.session.runbooks[0]?.questions ?? [];
    const option = question?.options[0]?.id ?? 'none';
    walk.tell({ type: 'question-answered', question: question?.id ?? '', option });
    walk.revise(asking('Is it').replace('restart', 're-start'));
    expect(Object.values(walk.session.answers)).toEqual([option]);
    walk.revise(asking('Is this'));
    expect(walk.session.answers).toEqual({});
  });
});
