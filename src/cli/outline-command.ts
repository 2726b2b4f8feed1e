import { jsonText } from './json-text.ts';
import { outlineJson, outlineText } from './outline.ts';
import { openRunbook } from './runbook-files.ts';

/** `handrail outline FILE|ID [--json]`: how a document was read. */
export function outline(idOrFile: string, options: { readonly json?: boolean }): number {
  const { runbook } = openRunbook(idOrFile);
  const text =
    options.json === true
      ? jsonText(outlineJson(runbook))
      : outlineText(runbook, process.stdout.columns ?? 100);
  process.stdout.write(`${text}\n`);
  return 0;
}
