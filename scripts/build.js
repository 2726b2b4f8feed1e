// Bundles src/cli/main.ts into dist/. One entry, split so that what the first frame does not need
// (the simulated cloud, execa) is read from disk only when it is used.
import { build } from 'esbuild';
import { readFile, rm } from 'node:fs/promises';

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

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/cli/main.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: ['just-bash', 'keytar'],
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  plugins: [withoutDevtools, yogaWithoutFetch],
  logLevel: 'warning',
}).catch(() => {
  // esbuild has said what is wrong, with file and line; its own stack helps nobody.
  process.exitCode = 1;
});
