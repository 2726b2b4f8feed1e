import type { ProblemTopic, Runbook } from '../../steps/model.ts';
import { documentLines } from '../document-lines.ts';
import type { Severity } from '../finding.ts';
import type { DocumentRule } from '../rule.ts';
import { nearGateFix } from './near-gate.ts';
import { nearLabelFix } from './near-label.ts';

/** A rule for each kind of problem that the reader of a document reports; it says what the reader said. */
export function problemRules(): readonly DocumentRule[] {
  return Object.entries(TOPICS).map(([id, [severity, why, todo]]) => ({
    id,
    part: 'understood',
    severity,
    why,
    todo,
    looksAt: 'document',
    *find({ runbook, source }) {
      const near = nearFixes(id, source, runbook);
      for (const { topic, line, message, nearest } of runbook.problems)
        if (topic === id)
          yield {
            line,
            message: sentence(message),
            ...near(line),
            ...(nearest === undefined ? {} : { todo: `Nearest form: ${onOneLine(nearest)}` }),
          };
    },
  }));
}

/** What is safe to mend about the problems of one topic, by their lines. */
function nearFixes(
  topic: string,
  source: string,
  { steps }: Runbook,
): (line: number) => ReturnType<typeof nearLabelFix> {
  const fixOf =
    topic === 'label-not-understood'
      ? nearLabelFix
      : topic === 'gate-not-understood'
        ? nearGateFix
        : undefined;
  if (fixOf === undefined) return () => ({});
  const lines = documentLines(source);
  const blocks = steps.flatMap((step) => step.blocks);
  return (line) => fixOf(lines, line, blocks);
}

/** Severity, why it matters, what to do. */
const TOPICS: Readonly<Record<ProblemTopic, readonly [Severity, string, string]>> = {
  'not-text': [
    'error',
    'Bytes that are no text may be lost from a command.',
    'Save the document as UTF-8.',
  ],
  'carriage-returns': [
    'note',
    'Lines end with CR LF here, and with LF in what runs.',
    'Nothing has to be done; save it with LF if the document should read as it runs.',
  ],
  'lost-fences': [
    'error',
    'Commands that lost their fences are read as prose, and none of them is offered.',
    'Put each command into a fence with its language.',
  ],
  'part-not-read': [
    'error',
    'What is not read is not offered: commands in it are missing from the walk.',
    'Mend what the message names, or take the part into a document of its own.',
  ],
  'front-matter-not-understood': [
    'warning',
    'Id and title come from the file name and the first heading instead.',
    'Write the fields between the two lines of dashes as YAML.',
  ],
  'unclosed-fence': [
    'error',
    'A fence that never closes swallows the rest of the document, and is not offered.',
    'Close it with a line of its own.',
  ],
  'attribute-not-honoured': [
    'warning',
    'Another program runs this block in a way that handrail does not.',
    'Say it in the block or in a sentence below it, or leave the attribute to the other program.',
  ],
  'label-not-understood': [
    'error',
    'The block below is not what its label was meant to say: it is taken for an unlabelled one.',
    'Write the label in a known form.',
  ],
  'label-without-block': [
    'error',
    'A label that stands above no command says nothing, and its command is missing from the walk.',
    'Put the command into a fence below it, with a shell as its language.',
  ],
  'sentence-not-understood': [
    'error',
    'What the sentence was meant to say does not happen in the walk.',
    'Write it in a known form.',
  ],
  'sentence-out-of-place': [
    'error',
    'The sentence belongs to nothing, so it says nothing.',
    'Move it below the block that it is about.',
  ],
  'gate-not-understood': [
    'warning',
    'The gate begins like one that handrail judges and is none, so a person has to answer it.',
    'Write it in a known form, or in words that no machine should judge.',
  ],
  'gate-partly-judged': [
    'warning',
    'A sentence of the gate is taken for a remark, and the gate passes without it.',
    'Write it in a known form.',
  ],
  'pattern-not-usable': [
    'error',
    'A pattern that can not be used never matches, so what it is for always fails.',
    'Write it as a JavaScript regular expression.',
  ],
  'capture-not-understood': [
    'error',
    'Nothing is captured, and blocks that read the name do not run.',
    'Write the CAPTURE in a known form.',
  ],
  'capture-never-set': [
    'warning',
    'No block sets what the gate compares, so a person has to answer it.',
    'Add the CAPTURE to the block that prints the value, or mend the name.',
  ],
  'poll-not-understood': [
    'error',
    'The poll looks as often and as long as is usual, not as its author meant.',
    'Say how often and how long, each in a known form.',
  ],
  'poll-without-gate': [
    'error',
    'Nothing ends the poll but its last look, and then it has failed.',
    'Say in a GATE below it what it waits for.',
  ],
  'input-not-understood': [
    'error',
    'A SECRET block whose INPUT is not understood refuses to run.',
    'Write the INPUT in a known form.',
  ],
  'transfer-not-understood': [
    'error',
    'A TRANSFER that lacks something or would be unsafe refuses to run.',
    'Say source, target, owner and mode.',
  ],
  'literal-not-usable': [
    'error',
    'Two values of one name: a block can read only one of them.',
    'Give the value once, under a name of its own.',
  ],
  'unknown-answer': [
    'error',
    'Routing by an answer that nobody can give does nothing: the block is offered on every route.',
    'Name an answer of a question as the question writes it.',
  ],
  'unknown-scope': [
    'error',
    'A block of a scope that is not defined acts as whoever the block before it acted as.',
    'Define the scope, or mend its name.',
  ],
  'unknown-step': [
    'error',
    'What is named is not in this document, or can never pass.',
    'Name a step or block by its id.',
  ],
  'unknown-value': [
    'error',
    'The operator would have to type a name that nothing gives a value.',
    'Name a literal or a capture.',
  ],
  'deferral-not-understood': [
    'error',
    'Nobody can look whether what was put off has been made up for, so it stays open.',
    'Name a runbook and its steps in a known form.',
  ],
  'dead-value-used': [
    'error',
    'The document itself calls the value dead, and what holds it does not run.',
    'Take the value that is in use now.',
  ],
};

/** The reader's words, as a sentence. */
function sentence(message: string): string {
  const words = onOneLine(message);
  const first = /^[a-z]/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
  return /[.?!]$/.test(first) ? first : `${first}.`;
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
