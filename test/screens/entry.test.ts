import { describe, expect, it } from 'vitest';
import { entryCursor, entryScreen } from '../../src/screens/entry.ts';
import { Told } from '../support/documents.ts';

const book = `# Book

- \`ENV(name)\` value   (note)

**ASK:** Is this a \`fresh deploy\` or an \`existing-cluster graft\`?

## Step 1 -- change

**RUN -- jumphost**
\`\`\`bash
touch it
\`\`\`
`;

describe('where a walk that was just opened begins', () => {
  it('asks for the literals, then the question, then walks', () => {
    const told = new Told(book);
    expect(entryScreen({ ...told.session, literals: undefined })).toEqual({ type: 'literals' });
    expect(entryScreen(told.session)).toEqual({ type: 'question', question: 'route' });
    told.tell({ type: 'question-answered', question: 'route', option: 'fresh' });
    expect(entryScreen(told.session)).toEqual({ type: 'walk' });
  });

  it('looks at a block that still runs, so that its end is seen', () => {
    const told = new Told(book);
    expect(entryCursor(told.session)).toBeUndefined();
    told.started('1/1');
    expect(entryCursor(told.session)).toBe('book:1/1');
  });
});
