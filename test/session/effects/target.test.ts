import { describe, expect, it } from 'vitest';
import { jujuWalk } from './support/juju-walk.ts';

describe('another target than the one pinned', () => {
  it('stops a block that changes something, and names both', async () => {
    const w = await jujuWalk();
    await w.run('1/1');
    w.juju.model('staging');
    expect(await w.run('1/2')).toBe(
      '1/2 was not started: pinned is ctl:admin/openstack, and now it would meet ctl:admin/staging.',
    );
    expect(w.effects()).toEqual([]);
    expect(w.view().check).toMatchObject({ state: 'differs', block: 'book:1/2' });
  });

  it('is seen although another pane switched after the preview was read', async () => {
    const w = await jujuWalk();
    await w.run('1/1');
    await w.walker.send({ type: 'prepare', block: 'book:1/2' });
    await w.walker.idle();
    expect(w.view().check).toMatchObject({ state: 'same', says: 'ctl:admin/openstack' });
    w.juju.model('staging');
    expect(await w.run('1/2')).toMatch(/now it would meet ctl:admin\/staging/);
  });

  it('does not stop a check, nor what goes nowhere near Juju', async () => {
    const w = await jujuWalk();
    w.juju.model('staging');
    expect(await w.run('1/1')).toBeUndefined();
    expect(w.standing('1/1')).toBe('passed');
  });

  it('becomes the pinned one only by its own name, and that stays in the record', async () => {
    const w = await jujuWalk();
    await w.run('1/1');
    w.juju.model('staging');
    await w.run('1/2');
    expect(await w.walker.send({ type: 'pin-target', typed: 'staging' })).toMatch(
      /^Type ctl:admin\/staging exactly/,
    );
    expect(await w.walker.send({ type: 'pin-target', typed: 'ctl:admin/staging' })).toBeUndefined();
    expect(w.journal.at(-1)).toMatchObject({
      type: 'target-pinned',
      reason: 'typed by the operator before 1/2',
    });
    expect(await w.run('1/2')).toBeUndefined();
    expect(w.effects()).toEqual(['shipped']);
  });

  it('asks while the preview is read, once, and not again at the start', async () => {
    const w = await jujuWalk();
    await w.run('1/1');
    const before = w.juju.calls().filter((call) => call.startsWith('status')).length;
    await w.walker.send({ type: 'prepare', block: 'book:1/2' });
    await w.run('1/2');
    const after = w.juju.calls().filter((call) => call.startsWith('status')).length;
    expect(after - before).toBe(1);
  });

  it('is asked where the block would meet it: JUJU_MODEL of the carried environment ships nothing elsewhere', async () => {
    const w = await jujuWalk((effects) =>
      [
        '# Book\n\n## Step 1 -- all\n',
        '**RUN -- jumphost**\n```bash\nexport JUJU_MODEL=staging\n```\n',
        `**RUN -- magnum/0**\n\`\`\`bash\necho shipped >>'${effects}'\n\`\`\`\n`,
        `**RUN -- jumphost**\n\`\`\`bash\njuju status; echo here >>'${effects}'\n\`\`\`\n`,
      ].join('\n'),
    );
    expect(await w.run('1/1')).toBeUndefined();
    // Shipped with -m and without what is carried: it meets what was pinned.
    expect(await w.run('1/2')).toBeUndefined();
    expect(await w.run('1/3')).toMatch(/now it would meet ctl:admin\/staging/);
    expect(w.effects()).toEqual(['shipped']);
  });
});
