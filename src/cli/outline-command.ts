import { jsonText } from './json-text.ts';
import { outlineJson, outlineText } from './outline.ts';
import { openRunbook } from './runbook-files.ts';
import { supersededBy, supersededWords } from './superseded.ts';

/** `handrail outline FILE|ID [--json]`: how a document was read. */
export function outline(idOrFile: string, options: { readonly json?: boolean }): number {
  const opened = openRunbook(idOrFile);
  const { runbook } = opened;
  const superseded = supersededBy(opened);
  const text =
    options.json === true
      ? jsonText({ ...outlineJson(runbook), supersededBy: superseded ?? null })
      : outlineText(
          runbook,
          process.stdout.columns ?? 100,
          superseded === undefined ? undefined : supersededWords(superseded),
        );
  process.stdout.write(`${text}\n`);
  return 0;
}
