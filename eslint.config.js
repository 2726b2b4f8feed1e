import tseslint from 'typescript-eslint';
import hooks from 'eslint-plugin-react-hooks';

const quadraticStrip = {
  object: 'util',
  property: 'stripVTControlCharacters',
  message: 'Quadratic on hostile output; use src/session/sanitise.ts.',
};
const exit = {
  object: 'process',
  property: 'exit',
  message: 'process.exit belongs to src/cli.',
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'test/fixtures/'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      // Small files, one idea each; comments and blank lines do not count.
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', '*.config.ts', '*.setup.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // An async function that awaits nothing still fits an interface that returns a promise.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-properties': ['error', quadraticStrip],
    },
  },
  {
    // Only the command line decides when the process ends.
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/cli/**'],
    rules: { 'no-restricted-properties': ['error', quadraticStrip, exit] },
  },
  {
    // Not TypeScript: what must start on an old Node, before or beside the bundle.
    files: ['bin/**/*.js', 'scripts/**/*.js', 'bench/**/*.js', '*.config.js'],
    extends: [...tseslint.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'URL', 'Buffer', 'console', 'performance', 'setTimeout', 'clearTimeout'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
    rules: { 'no-undef': 'error', 'prefer-const': 'error' },
  },
  {
    files: ['src/screens/**/*.tsx'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
);
