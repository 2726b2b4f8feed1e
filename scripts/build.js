// Bundles src/cli/main.ts into dist/, split so that what the first frame does not need (the simulated cloud, execa)
// is read from disk only when it is used. The process that talks to a keyring is a program of its own beside it.
import { build } from 'esbuild';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serialize } from 'node:v8';
import { asciiClass, narrowClass } from './narrow-glyphs.js';

/** Ink asks for the devtools when DEV is set; a static import of a package that is not there would crash. */
const withoutDevtools = {
  name: 'without-devtools',
  setup(b) {
    b.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'empty', namespace: 'empty' }));
    b.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}' }));
  },
};

/** yoga decodes its wasm through fetch(data:), which pulls in all of undici at start (about 45 ms). */
const yogaWithoutFetch = {
  name: 'yoga-without-fetch',
  setup(b) {
    b.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async (args) => ({
      contents: `const fetch = undefined;\n${await readFile(args.path, 'utf8')}`,
      loader: 'js',
    }));
  },
};

/** The first glyph beyond ASCII makes string-width compile a large table of emoji (about 30 ms); ours need none. */
const narrowGlyphsFirst = {
  name: 'narrow-glyphs-first',
  setup(b) {
    b.onLoad({ filter: /string-width[\\/]index\.js$/ }, async (args) => {
      const source = await readFile(args.path, 'utf8');
      if (!source.includes(asciiClass)) throw new Error('string-width has another fast path now');
      return { contents: source.replace(asciiClass, narrowClass), loader: 'js' };
    });
  },
};

/** Packages written for require find it in a bundle of modules, too. */
const withRequire =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Where the bundle goes; tests build one of their own. */
const outdir = process.argv[2] ?? 'dist';
await bundle()
  .then(replace)
  .then(readAhead, () => {
    // esbuild has said what is wrong, with file and line; its own stack helps nobody.
    process.exitCode = 1;
  });

function bundle() {
  return build({
    entryPoints: {
      main: 'src/cli/main.ts',
      'keyring-process': 'src/secrets/keyring-process.ts',
    },
    outdir,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    external: ['just-bash', 'keytar', '@lydell/node-pty'],
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: withRequire },
    plugins: [withoutDevtools, yogaWithoutFetch, narrowGlyphsFirst],
    logLevel: 'warning',
  });
}

/**
 * Reads the built-in runbooks once, here, so that a walk does not wait for the Markdown parser: each result
 * stands under the hash of its document, and a document of another hash is read as ever.
 */
async function readAhead() {
  const { outputFiles } = await build({
    entryPoints: ['src/steps/read-runbook.ts'],
    outdir: join(outdir, 'read'),
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    banner: { js: withRequire },
    logLevel: 'warning',
  });
  const reader = join(outdir, 'read', 'reader.mjs');
  await mkdir(join(outdir, 'read'), { recursive: true });
  await writeFile(reader, outputFiles[0].contents);
  const { readRunbook } = await import(pathToFileURL(resolve(reader)).href);
  for (const name of await readdir('runbooks')) {
    if (!name.endsWith('.md')) continue;
    const runbook = readRunbook(await readFile(join('runbooks', name)), 'by-file.md');
    await writeFile(join(outdir, 'read', `${runbook.sha256}.v8`), serialize(runbook));
  }
  await rm(reader);
}

/** The old bundle goes only when the new one is there: a mistake in the source leaves a program that runs. */
async function replace({ outputFiles }) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  await Promise.all(outputFiles.map(({ path, contents }) => writeFile(path, contents)));
}
