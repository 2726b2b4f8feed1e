import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { keyTable } from '../src/screens/keys.ts';

const readme = readFileSync('README.md', 'utf8');
const contributing = readFileSync('CONTRIBUTING.md', 'utf8');

function between(name: string): string {
  return new RegExp(`<!-- ${name}[^>]*-->\\n([\\s\\S]*?)<!-- /${name} -->`).exec(readme)?.[1] ?? '';
}

it('shows the keys as the table of keys has them', () => {
  expect(between('keys')).toBe(`${keyTable()}\n`);
});

it('shows one frame of the walk screen, no larger than the smallest terminal', () => {
  const rows = between('frame').trim().split('\n').slice(1, -1);
  expect(rows.join('\n')).toMatch(/TRAINING[\s\S]*GATE holds/);
  expect(rows.length).toBeLessThanOrEqual(24);
  expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(80);
});

it.each(['README.md', 'CONTRIBUTING.md', 'docs/dependencies.md'])(
  'links to files that are there: %s',
  (file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
      (link) => link[1] ?? '',
    );
    expect(links.filter((link) => !existsSync(join(dirname(file), link)))).toEqual([]);
  },
);

it('names commands and scripts that exist', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
  const named = [...`${readme}\n${contributing}`.matchAll(/npm run ([a-z:]+)/g)].map(
    (match) => match[1] ?? '',
  );
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  const program = readFileSync('src/cli/program.ts', 'utf8');
  const commands = [...readme.matchAll(/^ {4}handrail ([a-z]+)/gm)].map((match) => match[1] ?? '');
  expect(commands.length).toBeGreaterThan(3);
  expect(commands.filter((name) => !program.includes(`'${name}'`))).toEqual([]);
});

it('names every dependency with its reason', () => {
  const reasons = readFileSync('docs/dependencies.md', 'utf8');
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, object>;
  const names = Object.keys({ ...manifest['dependencies'], ...manifest['devDependencies'] });
  expect(
    names.filter((name) => !reasons.includes(`\`${name}\``) && !name.startsWith('@types/')),
  ).toEqual([]);
});
