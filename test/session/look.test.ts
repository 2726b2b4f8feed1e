import { describe, expect, it } from 'vitest';
import { answerLook } from '../../src/session/look.ts';
import { judge } from '../../src/steps/judge.ts';
import { Told } from '../support/documents.ts';

const withGate = (gate: string, stop = '') =>
  new Told(`# Book

## Step 1 -- wait

**POLL -- jumphost** every 20 s, at most 4 times${stop === '' ? '' : `, stop on ${stop}`}
\`\`\`bash
look
\`\`\`

**GATE:** ${gate}
`).block('1/1').block;

/** What a look with this output and exit status says under a gate. */
function look(gate: string, stdout: string, status = 0, stop = '') {
  const block = withGate(gate, stop);
  if (block.poll === undefined) throw new Error('the document holds no poll');
  const evidence = { stdout, stderr: '', exitStatus: status, captures: {} };
  const verdicts = block.gates.map((each) => judge(each, evidence));
  return answerLook(block, block.poll, verdicts, {
    outcome: { type: 'exited', status },
    stdout,
    stderr: '',
  });
}

const status = 'exit status is 0 and json `.status` is `DONE`.';
const three =
  'yes when exit status is 0 and json `.status` is `DONE`, no when exit status is 0 and json `.status` is not `DONE`.';

describe('what a look of a poll says', () => {
  it('says yes when the gate holds, and shows the value rather than the exit status', () => {
    expect(look(status, '{"status":"DONE"}')).toEqual({ answer: 'yes', state: 'DONE' });
  });

  it('says not yet when the answer came and is another one', () => {
    expect(look(status, '{"status":"BUSY"}')).toEqual({ answer: 'not-yet', state: 'BUSY' });
    expect(look(three, '{"status":"BUSY"}')).toEqual({ answer: 'not-yet', state: 'BUSY' });
  });

  it('does not take a failed command for an answer', () => {
    expect(look(status, '', 1)).toEqual({ answer: 'question-failed', state: 'exit 1' });
    expect(look(three, '', 1)).toEqual({ answer: 'question-failed', state: 'exit 1' });
    expect(look('the last line is `DONE`.', 'DONE\n', 1).answer).toBe('question-failed');
  });

  it('does not take an output it can not read for an answer', () => {
    expect(look(status, 'Unable to establish connection').answer).toBe('question-failed');
  });

  it('takes an exit status the gate allows as an answer', () => {
    expect(look('exit status is 0 or 2 and the last line is `open`.', 'sealed\n', 2)).toEqual({
      answer: 'not-yet',
      state: 'sealed',
    });
  });

  it('knows what will never become good', () => {
    expect(look(status, '{"status":"FAILED"}', 0, 'json `.status` is `FAILED`').answer).toBe(
      'stop',
    );
  });
});
