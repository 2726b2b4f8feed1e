import { describe, expect, it } from 'vitest';
import { emptySession } from '../../../src/session/session.ts';
import { fold } from '../../../src/session/update.ts';
import { readRunbook } from '../../../src/steps/read-runbook.ts';
import { twoPolls } from '../../support/two-polls.ts';
import { hanging, pollWalk, type Machine } from './support/poll-walk.ts';

const document = twoPolls('/there', { every: 20, atMost: 6 });

const machine = (): Machine => ({
  '/there/first': 'NOTHING\n',
  '/there/second': 'NOTHING\n',
  '/there/effects': 'done\n',
  'echo looked': 'looked\n',
  'echo fine': 'fine\n',
  prepare: 'prepared\n',
});

const read = (text: string) => readRunbook(Buffer.from(text), 'book.md');

/** A walk of the document above whose file can be written. */
async function walkOf(now = machine()) {
  let text = document;
  const walk = await pollWalk(now, { document, now: () => text });
  return {
    ...walk,
    machine: now,
    save: (to: string) => {
      text = to;
    },
    take: (shown = text) =>
      walk.send({ type: 'take-revision', runbook: 'book', sha256: read(shown).sha256 }),
    refolded: () =>
      fold(
        emptySession([read(document)], undefined, [read(text)]),
        JSON.parse(JSON.stringify(walk.journal)) as typeof walk.journal,
      ),
  };
}

/** A step in front: every number below it is another. */
const shifted = [5, 4, 3, 2, 1]
  .reduce(
    (text, number) => text.replace(`## Step ${number} --`, `## Step ${number + 1} --`),
    document,
  )
  .replace('up to step `5`', 'up to step `6`')
  .replace('`2/2`', '`3/2`')
  .replace(
    '## Step 2 -- Begin',
    '## Step 1 -- Before\n\n**RUN -- jumphost**\n\n```bash\nprepare\n```\n\n## Step 2 -- Begin',
  );

describe('a new text of a runbook', () => {
  it('is not taken up while a block runs, and is when that has ended', async () => {
    const walk = await walkOf({ ...machine(), '/there/effects': hanging });
    walk.save(shifted);
    await walk.run('1/1');
    expect(await walk.take()).toBe(
      'Something is running; the new text can be taken when it has ended.',
    );
    await walk.send({ type: 'cancel' });
    expect(await walk.take()).toBeUndefined();
    expect(walk.next()).toBe('1/1');
    expect(walk.standing('2/1')).toBe('failed');
    expect(walk.refolded()).toEqual(walk.view().session);
  });

  it('is taken up as it was shown, or not at all', async () => {
    const walk = await walkOf();
    walk.save(shifted);
    expect(await walk.take(document)).toBe('It was saved once more.');
    expect(walk.journal.map(({ event }) => event.type)).not.toContain('runbook-revised');
  });

  it('lets a poll that was left running look on, under its new name and by its old gate', async () => {
    const walk = await walkOf();
    await walk.run('1/1');
    await walk.run('2/1');
    await walk.leave('2/1');
    walk.save(shifted.replace('the last line is `READY`', 'the last line is `READY NOW`'));
    expect(await walk.take()).toBeUndefined();
    expect(walk.view().background).toMatchObject([{ block: 'book:3/1', poll: { of: 6 } }]);
    expect(walk.standing('3/1')).toBe('running');
    await walk.run('1/1');
    walk.machine['/there/first'] = 'READY\n';
    await walk.clock.advance(65_000);
    expect(walk.standing('3/1')).toBe('passed');
    expect(walk.view()).toMatchObject({ background: [], session: { background: [] } });
    expect(walk.refolded()).toEqual(walk.view().session);
  });

  it('can be stopped under its new name', async () => {
    const walk = await walkOf();
    await walk.run('1/1');
    await walk.run('2/1');
    await walk.leave('2/1');
    walk.save(shifted);
    await walk.take();
    expect(await walk.send({ type: 'cancel', block: 'book:3/1' })).toBeUndefined();
    await walk.clock.advance(1000);
    expect(walk.view().background).toEqual([]);
    expect(walk.standing('3/1')).toBe('failed');
  });

  it('is not taken up where it drops a poll that looks on, or an end that nobody saw', async () => {
    const walk = await walkOf();
    await walk.run('1/1');
    await walk.run('2/1');
    await walk.leave('2/1');
    const at = document.indexOf('## Step 2');
    walk.save(document.slice(0, at) + document.slice(document.indexOf('## Step 3')));
    expect(await walk.take()).toBe(
      '2/1 was left running, and the new text holds it no more: wait for its end or stop it first.',
    );
  });

  it('is left, and not offered again', async () => {
    const walk = await walkOf();
    const reading = read(shifted);
    const offered = {
      runbook: 'book',
      file: 'book.md',
      sha256: reading.sha256,
      reading,
      changes: { blocks: [], literals: [], steps: [] },
      problem: undefined,
    };
    walk.walker.store.setState({ documents: [offered] });
    const leave = { type: 'leave-revision', runbook: 'book', sha256: reading.sha256 } as const;
    expect(await walk.send(leave)).toBeUndefined();
    expect(walk.view()).toMatchObject({ documents: [], left: [reading.sha256] });
    expect(await walk.send(leave)).toContain('has no such text any more');
  });
});
