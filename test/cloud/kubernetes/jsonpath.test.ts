import { describe, expect, it } from 'vitest';
import { findAll, printTemplate } from '../../../src/cloud/kubernetes/jsonpath.ts';
import { TemplateError } from '../../../src/cloud/kubernetes/jsonpath-parse.ts';

const list = {
  items: [
    {
      metadata: { name: 'a', labels: { 'app.kubernetes.io/name': 'one' } },
      status: { phase: 'Running', restarts: 3, conditions: [{ type: 'Ready', status: 'True' }] },
    },
    {
      metadata: { name: 'b' },
      status: { phase: 'Pending', restarts: 0, conditions: [{ type: 'Ready', status: 'False' }] },
    },
    { metadata: { name: 'c' }, status: { phase: 'Running', restarts: 0 } },
  ],
};

describe('a jsonpath template', () => {
  it.each([
    ['{.items[*].metadata.name}', 'a b c'],
    ['{.items[0].metadata.name}', 'a'],
    ['{.items[-1:].metadata.name}', 'c'],
    ['{.items[-1].metadata.name}', 'c'],
    ['{.items[0:2].metadata.name}', 'a b'],
    ['.items[1].status.phase', 'Pending'],
    ['items[1].status.phase', 'Pending'],
    ["{.items[0]['metadata']['name']}", 'a'],
    ['{.items[0].metadata.labels.app\\.kubernetes\\.io/name}', 'one'],
    ['{..name}', 'a b c'],
    ['{.items[?(@.status.phase=="Running")].metadata.name}', 'a c'],
    ['{.items[?(@.status.restarts>1)].metadata.name}', 'a'],
    ['{.items[0].status.conditions[?(@.type=="Ready")].status}', 'True'],
    ['{.items[?(@.status.conditions)].metadata.name}', 'a b'],
    [
      '{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}',
      'a\tRunning\nb\tPending\nc\tRunning\n',
    ],
    ['{range .items[*]}{.metadata.name}={.status.restarts};{end}', 'a=3;b=0;c=0;'],
    ['name: {.items[0].metadata.name}', 'name: a'],
    ['{.items[0].status.conditions}', '[{"type":"Ready","status":"True"}]'],
    ['{.items[0].status.restarts}', '3'],
  ])('%s prints what kubectl prints', (template, expected) => {
    expect(printTemplate(template, list)).toBe(expected);
  });

  it('prints nothing for a key that is missing, on the way too', () => {
    const pending = { status: { loadBalancer: {} } };
    expect(printTemplate('{.status.loadBalancer.ingress[0].ip}', pending)).toBe('');
    expect(printTemplate('{.nothing.at.all}', pending)).toBe('');
  });

  it('ends at a place beyond a list, and at what can not be read', () => {
    expect(() => printTemplate('{.items[7].metadata.name}', list)).toThrow(
      'array index out of bounds: index 7, length 3',
    );
    for (const wrong of [
      '{.items[0}',
      '{.items',
      '{range .items[*]}{.x}',
      '{.items}{end}',
      '{.a b}',
    ])
      expect(() => printTemplate(wrong, list), wrong).toThrow(TemplateError);
  });

  it('finds values by a bare path or one in braces', () => {
    expect(findAll('.items[*].status.restarts', list)).toEqual([3, 0, 0]);
    expect(findAll('{.items[0].status.phase}', list)).toEqual(['Running']);
  });
});
