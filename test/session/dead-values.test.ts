import { describe, expect, it } from 'vitest';
import { allowed } from '../../src/session/allowed.ts';
import { deadLines, deadValues, readsDeadLiteral } from '../../src/session/dead-values.ts';
import { previewOf } from '../../src/session/preview.ts';
import { locate, type Located } from '../../src/session/refs.ts';
import { recheckable } from '../../src/session/rechecks.ts';
import type { Session } from '../../src/session/session.ts';
import type { Runbook } from '../../src/steps/model.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import { passedAttempt, sampleSession } from '../support/sample-runbook.ts';

const says = (text: string, id: string): Runbook => readRunbook(text, `${id}.md`);
const block = (label: string, text: string): string =>
  `**${label}**\n\n\`\`\`bash\n${text}\n\`\`\`\n\n`;

const walked = says(
  '# A\n\n- `ENV(mgmt-ip)` 10.0.0.9\n\n## Step 1 -- x\n\n' +
    block('CHECK -- jumphost', 'echo "$mgmt_ip"') +
    block('CHECK -- jumphost', '# 10.12.7.40 was it\ntrue\ncurl https://10.12.7.40') +
    block('CHECK -- jumphost', 'echo "$fip"') +
    block('CHECK -- magnum/0', 'true # 10.12.7.40') +
    '**CAPTURE:** `fip` is line 1 of the output.\n',
  'a',
);
const other = says(
  '# B\n\n**DEAD:** `10.12.7.40` is an address of an earlier rebuild.\n\n**DEAD:** `magnum/0` is gone.\n',
  'b',
);

function walk(over: Partial<Session> = {}, runbooks: readonly Runbook[] = [walked, other]) {
  return sampleSession({ runbooks, answers: {}, literals: { 'mgmt-ip': '10.0.0.9' }, ...over });
}

const run = (session: Session, id: string): string | undefined =>
  allowed(session, { type: 'run', block: `a:${id}` });
function blockOf(session: Session, id: string): Located {
  const located = locate(session, `a:${id}`);
  if (located === undefined) throw new Error('there is no such block');
  return located;
}

const calls = 'and b (line 3) calls that dead: it is an address of an earlier rebuild';

describe('a block that holds what any runbook of the walk calls dead', () => {
  it('is refused with the value, who calls it dead and why, and the way on', () => {
    expect(run(walk(), '1/2')).toBe(
      `1/2 holds 10.12.7.40 in its line 3, ${calls}: mend the document and begin a new walk, or skip the block with a reason (s).`,
    );
  });

  it('runs in a walk without that runbook', () => {
    expect(run(walk({}, [walked]), '1/2')).toBeUndefined();
    expect(deadValues(walk({}, [walked]))).toEqual([]);
  });

  it('is refused for the unit that it goes to, and not for a comment', () => {
    expect(run(walk(), '1/4')).toMatch(
      /^1\/4 holds magnum\/0, and b \(line 5\) calls that dead: it is gone/,
    );
  });

  it('is refused for a literal that it would read, which wants another value', () => {
    const session = walk({ literals: { 'mgmt-ip': 'https://10.12.7.40:6443' } });
    expect(run(session, '1/1')).toBe(
      `1/1 would read 10.12.7.40 as $mgmt_ip, ${calls}: give that literal another value.`,
    );
    expect(run(walk({ literals: { 'mgmt-ip': '10.12.7.401' } }), '1/1')).toBeUndefined();
    expect(readsDeadLiteral(session, blockOf(session, '1/1'))).toBe(true);
    expect(readsDeadLiteral(session, blockOf(session, '1/2'))).toBe(false);
  });

  it('is refused for what another block found, which wants to be found again', () => {
    const session = walk({ captures: { fip: { value: '10.12.7.40', block: 'a:1/4' } } });
    expect(run(session, '1/3')).toBe(
      `1/3 would read 10.12.7.40 as $fip, which 1/4 found, ${calls}: see to it that 1/4 finds another and run it again, or skip this block with a reason (s).`,
    );
  });

  it('is not looked at again by itself, and says so', () => {
    const session = walk({ attempts: [passedAttempt('a:1/2', 1)] });
    expect(recheckable(session).map(({ left }) => left)).toEqual(['it holds a dead value now']);
    const elsewhere = walk({ attempts: [passedAttempt('a:1/2', 1)] }, [walked]);
    expect(recheckable(elsewhere).map(({ left }) => left)).toEqual([undefined]);
  });

  it('is refused as a diagnosis as well', () => {
    const poll =
      block('POLL -- jumphost every 5 s, at most 3 times', 'true') +
      '**GATE:** exit status is 0. **DIAGNOSE:** `1/2`.\n\n';
    const text = '# A\n\n## Step 1 -- x\n\n' + poll + block('CHECK -- jumphost', 'curl 10.12.7.40');
    const session = walk({ literals: {} }, [says(text, 'a'), other]);
    expect(blockOf(session, '1/2').block.diagnosis).toBe(true);
    expect(run(session, '1/2')).toMatch(/^1\/2 holds 10\.12\.7\.40/);
  });

  it('has the place marked, the comment not', () => {
    const session = walk();
    expect([...deadLines(session, previewOf(session, blockOf(session, '1/2')))]).toEqual([2]);
  });

  it('can still be skipped', () => {
    expect(allowed(walk(), { type: 'skip', block: 'a:1/2', reason: 'it is old' })).toBeUndefined();
  });
});

describe('a literal', () => {
  const confirm = (value: string) =>
    allowed(walk({ literals: undefined }), {
      type: 'confirm-literals',
      values: { 'mgmt-ip': value },
    });

  it('is not confirmed with a dead value', () => {
    expect(confirm('10.12.7.40 10.12.7.41')).toBe(
      'ENV(mgmt-ip) can not be 10.12.7.40: b (line 3) calls that dead: it is an address of an earlier rebuild; give it another value.',
    );
    expect(confirm('10.12.7.4')).toBeUndefined();
  });
});
