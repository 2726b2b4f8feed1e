import { createRequire } from 'node:module';

/** handrail's own version, as package.json says it; `src/cli` and `dist` lie at different depths. */
export const version: string = readVersion();

function readVersion(): string {
  const require = createRequire(import.meta.url);
  for (const file of ['../package.json', '../../package.json'])
    try {
      const facts: unknown = require(file);
      if (isOurs(facts)) return facts.version;
    } catch {
      continue;
    }
  return 'unknown';
}

function isOurs(facts: unknown): facts is { version: string } {
  return (
    typeof facts === 'object' &&
    facts !== null &&
    'name' in facts &&
    facts.name === 'handrail' &&
    'version' in facts &&
    typeof facts.version === 'string'
  );
}
