import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { expect, it } from 'vitest';
import { importsOf, isTypesOnly, sourcesBelow, type Import } from './boundaries/imports.ts';
import { packageHomes, packagesOfOneFile, partOf, wrongWith } from './boundaries/rules.ts';
import { testedElsewhere, untested } from './boundaries/tested.ts';

const sources = sourcesBelow('src');
const imports = sources.flatMap(importsOf);
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
};

function planted(file: string, text: string): readonly (string | undefined)[] {
  return importsOf({ file, text }).map(wrongWith);
}

it('lets every part know only what the design lets it know', () => {
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.map(wrongWith).filter(Boolean)).toEqual([]);
});

it.each([
  ['src/steps/x.ts', `import { update } from '../session/update.ts';`],
  ['src/steps/x.ts', `import type { Session } from '../session/session.ts';`],
  ['src/steps/x.ts', `import { Secret } from '../secrets/secret.ts';`],
  ['src/steps/x.ts', `import { readFileSync } from 'node:fs';`],
  ['src/session/x.ts', `import { journal } from './effects/journal.ts';`],
  ['src/session/x.ts', `export { Secret } from '../secrets/secret.ts';`],
  ['src/session/effects/x.ts', `const app = await import('../../screens/app.tsx');`],
  ['src/screens/parts/x.tsx', `import { engine } from '../../session/effects/engine.ts';`],
  ['src/screens/x.tsx', `import { version } from '../cli/version.ts';`],
  ['src/cloud/unix/x.ts', `import { readRunbook } from '../../steps/read-runbook.ts';`],
  ['src/cloud/x.ts', `import { spawn } from 'node:child_process';`],
  ['src/cloud/x.ts', `import { type A, b } from '../steps/model.ts';`],
  ['src/secrets/x.ts', `let a: typeof import('../steps/model.ts');`],
  ['src/session/x.ts', `import { execa } from 'execa';`],
  ['src/cli/x.ts', `import { render } from 'ink';`],
  ['src/cli/x.ts', `import leftPad from 'left-pad';`],
  ['src/cli/x.ts', `const name = './x.ts'; await import(name);`],
  ['src/x.ts', `import './steps/model.ts';`],
])('would see a wrong import in %s: %s', (file, text) => {
  expect(planted(file, text)).toEqual([expect.stringMatching(`^${file}:1: `)]);
});

it.each([
  ['src/steps/x.ts', `import type { Secret } from '../secrets/secret.ts';`],
  ['src/cloud/x.ts', `import type { Block } from '../steps/model.ts';`],
  ['src/cloud/x.ts', `import { type Block } from '../steps/model.ts';`],
  ['src/cli/x.ts', `const { app } = await import('../screens/app.tsx');`],
])('lets a right import pass in %s: %s', (file, text) => {
  expect(planted(file, text)).toEqual([undefined]);
});

it('gives each npm package one home, and lists it in package.json', () => {
  const used = new Set(imports.filter((one) => one.from === 'npm').map((one) => one.what));
  expect([...used].filter((name) => !(name in manifest.dependencies))).toEqual([]);
  for (const name of packagesOfOneFile) {
    const files = imports.filter((one) => one.what === name).map((one) => one.file);
    expect([...new Set(files)].length, `${name} in ${files.join(', ')}`).toBeLessThanOrEqual(1);
  }
  expect(Object.keys(packageHomes).filter((name) => !used.has(name))).toEqual([]);
});

it('allows the install scripts of exactly the versions that package.json pins', () => {
  for (const allowed of Object.keys(manifest.allowScripts)) {
    const [name = '', version] = allowed.split('@');
    expect(manifest.dependencies[name]).toBe(version);
  }
});

it('has no cycle between the parts, and none between files', () => {
  const runtime = imports.filter((one) => one.from === 'ours' && !one.typeOnly);
  expect(cycles(runtime, (file) => partOf(file) ?? file)).toEqual([]);
  expect(cycles(runtime, (file) => file)).toEqual([]);
});

it('would see a cycle', () => {
  const there = importsOf({ file: 'src/steps/a.ts', text: `import './b.ts';` });
  const back = importsOf({ file: 'src/steps/b.ts', text: `import './a.ts';` });
  expect(cycles([...there, ...back], (file) => file)).toEqual([
    'src/steps/a.ts -> src/steps/b.ts -> src/steps/a.ts',
  ]);
});

it('ends the process in src/cli only', () => {
  const enders = sources.filter(({ text }) =>
    /\bprocess\s*\.\s*(exit|abort|reallyExit)\s*\(/.test(text),
  );
  expect(enders.map(({ file }) => partOf(file)).filter((part) => part !== 'src/cli/')).toEqual([]);
});

it('keeps files small and named in kebab-case', () => {
  const everything = [...sources, ...sourcesBelow('test')];
  expect(everything.filter(({ text }) => linesOfCode(text) > 300).map(({ file }) => file)).toEqual(
    [],
  );
  const names = everything.flatMap(({ file }) => file.slice(0, -extname(file).length).split('/'));
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?$/.test(name))).toEqual([]);
});

it('runs a test of its own part through every file, or says why not', () => {
  const missing = untested(sources, sourcesBelow('test'));
  expect(missing.filter((file) => !(file in testedElsewhere))).toEqual([]);
  // A reason that is no longer needed is taken out.
  expect(Object.keys(testedElsewhere).filter((file) => !missing.includes(file))).toEqual([]);
});

it('would see a file without a test', () => {
  const text = `export const a = 1;\n${'// \n'.repeat(20)}`;
  const alone = { file: 'src/steps/alone.ts', text };
  const test = {
    file: 'test/steps/alone.test.ts',
    text: `import { a } from '../../src/steps/alone.ts';`,
  };
  const elsewhere = { ...test, file: 'test/cloud/alone.test.ts' };
  expect(isTypesOnly(alone)).toBe(false);
  expect(untested([alone], [elsewhere])).toEqual(['src/steps/alone.ts']);
  expect(untested([alone], [test])).toEqual([]);
});

/** As the linter counts: blank lines and lines of comment are free. */
function linesOfCode(text: string): number {
  return text.split('\n').filter((line) => !/^\s*($|\/\/|\/?\*)/.test(line)).length;
}

/** Each cycle once, as `a -> b -> a`. */
function cycles(edges: readonly Import[], nameOf: (file: string) => string): readonly string[] {
  const next = new Map<string, Set<string>>();
  for (const edge of edges) {
    const [from, to] = [nameOf(edge.file), nameOf(edge.what)];
    if (from !== to || edge.file === edge.what)
      next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (node: string, path: readonly string[]): void => {
    const start = path.indexOf(node);
    if (start >= 0) found.push([...path.slice(start), node].join(' -> '));
    if (start >= 0 || done.has(node)) return;
    for (const other of next.get(node) ?? []) walk(other, [...path, node]);
    done.add(node);
  };
  for (const node of next.keys()) walk(node, []);
  return found;
}
