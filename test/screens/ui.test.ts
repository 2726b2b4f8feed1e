import { describe, expect, it } from 'vitest';
import { changeUi, goToScreen, initialUi, popScreen, pushScreen } from '../../src/screens/ui.ts';

describe('the stack of screens', () => {
  const walk = changeUi(initialUi({ type: 'walk' }), { scroll: 5, choice: 2, pane: 'outline' });

  it('starts each screen afresh and brings the one below back as it was', () => {
    const note = changeUi(pushScreen(walk, { type: 'note', block: undefined }), { text: 'abc' });
    expect(note.ui).toMatchObject({ text: 'abc', scroll: 0, choice: 0, pane: 'outline' });
    expect(popScreen(note)).toEqual(walk);
  });

  it('forgets the scroll of a block when the cursor goes to another', () => {
    const found = changeUi(pushScreen(walk, { type: 'find' }), { cursor: 'tiny:7.2/1' });
    expect(popScreen(found).ui).toMatchObject({ cursor: 'tiny:7.2/1', scroll: 0 });
  });

  it('never pops the last screen', () => {
    expect(popScreen(walk)).toBe(walk);
  });

  it('has nothing to go back to after going somewhere for good', () => {
    const gone = goToScreen(pushScreen(walk, { type: 'find' }), { type: 'home' });
    expect(gone.ui.stack).toEqual([{ type: 'home' }]);
    expect(popScreen(gone)).toBe(gone);
  });

  it('leaves the highlighted row for the help screen to speak about', () => {
    expect(pushScreen(walk, { type: 'help' }).ui.choice).toBe(2);
  });
});
