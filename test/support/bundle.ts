import { build, type BuildOptions } from 'esbuild';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A test's own program, made runnable by Node alone. */
export interface Bundled {
  readonly file: string;
  remove(): Promise<void>;
}

/** The same in pieces that are loaded when they are needed, as the program itself is: it starts sooner. */
export async function bundleInPieces(source: string): Promise<Bundled> {
  const folder = await mkdtemp(join(tmpdir(), 'handrail-program-'));
  await build({ ...common, entryPoints: { program: source }, outdir: folder, splitting: true });
  // Without a package beside them the pieces would be read as CommonJS first.
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  return {
    file: join(folder, 'program.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Bundles a TypeScript program into a folder of its own, as scripts/build.js does with handrail. */
export async function bundleProgram(source: string): Promise<Bundled> {
  const folder = await mkdtemp(join(tmpdir(), 'handrail-program-'));
  const file = join(folder, 'program.mjs');
  await build({ ...common, entryPoints: [source], outfile: file });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

const common = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  plugins: [
    {
      name: 'without-devtools',
      setup(b) {
        b.onResolve({ filter: /^react-devtools-core$/ }, () => ({
          path: 'empty',
          namespace: 'empty',
        }));
        b.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}' }));
      },
    },
  ],
  logLevel: 'warning',
} satisfies BuildOptions;
