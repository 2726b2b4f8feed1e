import type { Import } from './imports.ts';

/** The parts of src, by folder; the longest that fits is a file's part. */
const parts = [
  'src/steps/',
  'src/lint/',
  'src/session/',
  'src/session/effects/',
  'src/secrets/',
  'src/screens/',
  'src/cloud/',
  'src/cli/',
] as const;
export type Part = (typeof parts)[number];

interface Rule {
  /** Parts it may know besides itself. */
  readonly knows: readonly Part[];
  /** Parts, or single files, of which it may know the types. */
  readonly knowsTypesOf: readonly string[];
  /** Builtins it may import: `all`, or the names; whatever is not named would reach the real machine. */
  readonly builtins: 'all' | readonly string[];
}

const secretType = 'src/secrets/secret.ts';

/** The import directions of the design: what a part may know. CONTRIBUTING.md says them in prose. */
export const rules: Readonly<Record<Part, Rule>> = {
  'src/steps/': {
    knows: [],
    knowsTypesOf: [secretType],
    // Still pure: a hash, and a pattern out of a document that is stopped when it takes too long.
    builtins: ['node:crypto', 'node:vm'],
  },
  // Looks at what a document says; what needs a program or a file is the command's.
  'src/lint/': { knows: ['src/steps/'], knowsTypesOf: [], builtins: [] },
  'src/session/': { knows: ['src/steps/'], knowsTypesOf: [secretType], builtins: ['node:crypto'] },
  'src/session/effects/': {
    knows: ['src/session/', 'src/steps/', 'src/secrets/'],
    knowsTypesOf: [],
    builtins: 'all',
  },
  'src/secrets/': { knows: [], knowsTypesOf: [], builtins: 'all' },
  'src/screens/': {
    knows: ['src/session/', 'src/steps/'],
    knowsTypesOf: [secretType],
    builtins: 'all',
  },
  'src/cloud/': {
    knows: [],
    knowsTypesOf: ['src/steps/'],
    // Training is unable to touch the real machine because nothing in it can: no files, no processes, no network.
    builtins: ['node:crypto', 'node:zlib', 'node:async_hooks'],
  },
  'src/cli/': {
    knows: [
      'src/steps/',
      'src/lint/',
      'src/session/',
      'src/session/effects/',
      'src/secrets/',
      'src/screens/',
      'src/cloud/',
    ],
    knowsTypesOf: [],
    builtins: 'all',
  },
};

/** Where each npm package may be imported: folders end in `/`. One home each, so that it can be replaced there. */
export const packageHomes: Readonly<Record<string, readonly string[]>> = {
  '@lydell/node-pty': ['src/session/effects/'],
  commander: ['src/cli/'],
  'decode-named-character-reference': ['src/steps/'],
  execa: ['src/session/effects/'],
  ink: ['src/screens/'],
  'ink-select-input': ['src/screens/'],
  'just-bash': ['src/cloud/'],
  keytar: ['src/secrets/'],
  react: ['src/screens/'],
  'string-width': ['src/screens/'],
  // A parser for whoever asks what a script does; nothing that runs one goes by it.
  unbash: ['src/steps/'],
  // Front matter and the site file in the one, the simulated programs that print and read YAML in the other.
  yaml: ['src/steps/', 'src/cloud/'],
  // The store is made by the engine and read by the screens; the walker's interface names its type.
  zustand: ['src/session/effects/', 'src/screens/', 'src/session/walker.ts'],
};

/** Packages that one single file may import. */
export const packagesOfOneFile = [
  'decode-named-character-reference',
  'unbash',
  '@lydell/node-pty',
  'execa',
  'keytar',
  'ink-select-input',
];

export function partOf(file: string): Part | undefined {
  return parts.findLast((part) => file.startsWith(part));
}

/** The sentence that says why an import is wrong; undefined when it is right. */
export function wrongWith(found: Import): string | undefined {
  const where = `${found.file}:${found.line}`;
  const part = partOf(found.file);
  if (part === undefined) return `${where}: is in no part of the design`;
  const rule = rules[part];
  switch (found.from) {
    case 'npm': {
      const homes = packageHomes[found.what];
      if (homes === undefined) return `${where}: ${found.what} has no home in the boundaries test`;
      return homes.some((home) => found.file.startsWith(home))
        ? undefined
        : `${where}: ${found.what} may be imported in ${homes.join(', ')} only`;
    }
    case 'builtin':
      return rule.builtins === 'all' || rule.builtins.includes(found.what)
        ? undefined
        : `${where}: ${part} may not import ${found.what}`;
    case 'ours': {
      const other = partOf(found.what);
      if (other === part || (other !== undefined && rule.knows.includes(other))) return undefined;
      const typesOf = rule.knowsTypesOf.some((home) => found.what.startsWith(home));
      if (typesOf && found.typeOnly) return undefined;
      return `${where}: ${part} may not know ${found.what}${typesOf ? ' but its types' : ''}`;
    }
  }
}
