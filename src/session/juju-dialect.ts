/**
 * What a block says in the words of the other Juju: 3.x turned `juju run --unit` into `juju exec` and
 * `juju run-action` into `juju run`. A sentence, or undefined when nothing stands against it.
 */
export function otherDialect(script: string, version: string): string | undefined {
  const text = script.replace(/^[ \t]*#.*$/gm, '');
  const old = version.startsWith('2.');
  const found = (old ? newWords : oldWords).find(({ words }) => words.test(text));
  if (found === undefined) return undefined;
  return `This is juju ${version}, and the block speaks as juju ${old ? '3.x' : '2.9'} does: ${found.says}.`;
}

const newWords = [
  { words: /\bjuju\s+exec\s/, says: '`juju exec` is `juju run` in 2.9' },
  {
    words: /\bjuju\s+run\s+(?:-m\s+\S+\s+)?[a-z][\w-]*\/(?:\d+|leader)\s/,
    says: '`juju run UNIT ACTION` is `juju run-action --wait UNIT ACTION` in 2.9',
  },
];

const oldWords = [
  { words: /\bjuju\s+run-action\s/, says: '`juju run-action` is `juju run` in 3.x' },
  {
    words: /\bjuju\s+run\s+(?:-m\s+\S+\s+)?--(?:unit|application|machine|all)\b/,
    says: '`juju run --unit` is `juju exec --unit` in 3.x',
  },
];
