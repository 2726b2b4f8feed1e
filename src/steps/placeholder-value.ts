import { choicesIn } from './placeholder-check.ts';
import { findPlaceholders } from './placeholder-find.ts';
import type { Placeholder } from './placeholder.ts';

/** What a value in the place of a placeholder has to look like, in words: `an IP address, as 10.0.0.5`. */
export function placeholderWants({ name, check }: Placeholder): string {
  switch (check) {
    case 'word':
      return 'one word of letters, digits and _ - . / : @ % + = ,';
    case 'name':
      return 'a name or an id: letters, digits, . _ - @';
    case 'number':
      return 'a number';
    case 'port':
      return 'a port, from 1 to 65535';
    case 'ip':
      return `an IP address, as ${isHollow(name) ? name.replace(/x+/gi, '7') : '10.0.0.5'}`;
    case 'cidr':
      return 'a network with its prefix, as 10.0.0.0/24';
    case 'uuid':
      return 'a UUID, or its 32 digits';
    case 'path':
      return 'a path, written out (no ~), as /etc/hosts';
    case 'url':
      return 'a URL, as https://10.0.0.5:5000/v3';
    case 'date':
      return `a date, as ${isDateForm(name) ? name.toUpperCase() : '2026-05-01'}`;
    case 'choice':
      return `one of ${choicesIn(name).join(', ')}`;
    case 'secret':
      return 'a secret, which is not asked for in the open';
  }
}

/**
 * Why a value can not stand in the place of a placeholder of a script: one sentence, undefined when it can. What passes
 * means nothing to a shell, in whatever quotes it stands, so that it is put there as it is. Pure.
 */
export function whyNoValue(
  script: string,
  placeholder: Placeholder,
  value: string,
): string | undefined {
  const { text, check } = placeholder;
  if (check === 'secret') return secretRefusal(text);
  if (value === '') return `Type what stands for ${text}: ${placeholderWants(placeholder)}.`;
  if (value.length > LONGEST) return `${text} can not be longer than ${LONGEST} characters.`;
  const strange = /[^A-Za-z0-9_\-./:@%+=,]/u.exec(value)?.[0];
  if (strange !== undefined)
    return `${text} can not hold ${nameOf(strange)}: a shell could make something else of it. It has to be ${placeholderWants(placeholder)}.`;
  if (value.startsWith('-') && placeholder.spans.some(([start]) => beginsWord(script, start)))
    return `${text} can not begin with "-" here: it would be read as an option.`;
  if (/,|\.\./.test(value) && placeholder.spans.some(([start]) => isInBraces(script, start)))
    return `${text} stands in braces, where "," and ".." make several words: leave them out.`;
  if (value.includes('=') && placeholder.spans.some(([start]) => beginsCommand(script, start)))
    return `${text} begins a command, and with "=" it would set a variable.`;
  if (!fits(placeholder, value)) return `${text} has to be ${placeholderWants(placeholder)}.`;
  return findPlaceholders(value).length > 0 || value === placeholder.name
    ? `"${value}" is a placeholder again: type what stands for it.`
    : undefined;
}

/** Why a block with such a placeholder never runs here, with the way on. */
export function secretRefusal(text: string): string {
  return `${text} stands for a secret: put into the command it would stand open in the process list, the script and the journal. Give it unseen in a SECRET block with INPUT, or run the block by hand and skip it here with a reason (s).`;
}

const LONGEST = 512;

function nameOf(character: string): string {
  if (/\s/.test(character)) return 'a blank';
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `"${character}"` : 'a control character';
}

/** What stands before it is no part of the same word. */
function beginsWord(script: string, start: number): boolean {
  return !/[A-Za-z0-9_\-./:@%+=,>}]/.test(script.charAt(start - 1));
}

function isInBraces(script: string, start: number): boolean {
  return /[{][^{}\s]*$/.test(script.slice(Math.max(0, start - 200), start));
}

function beginsCommand(script: string, start: number): boolean {
  return /(?:^|[\n;&|(`])[ \t]*$/.test(script.slice(Math.max(0, start - 80), start));
}

function fits({ name, check }: Placeholder, value: string): boolean {
  switch (check) {
    case 'word':
      return true;
    case 'name':
      return /^[A-Za-z0-9_][\w.@-]*$/.test(value);
    case 'number':
      return /^\d+(?:\.\d+)?$/.test(value);
    case 'port':
      return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535;
    case 'ip':
      return isAddress(value) && (!isHollow(name) || fillsHollow(name, value));
    case 'cidr':
      return isNetwork(value);
    case 'uuid':
      return /^(?:[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|[\da-f]{32})$/i.test(value);
    case 'path':
      return /^[A-Za-z0-9_./]/.test(value);
    case 'url':
      return /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[A-Za-z0-9]/.test(value);
    case 'date':
      return isDateForm(name) ? isFormed(name, value) : isDay(value);
    case 'choice':
      return choicesIn(name).includes(value);
    case 'secret':
      return false;
  }
}

function isAddress(value: string): boolean {
  return isAddress4(value) || isAddress6(value);
}

function isAddress4(value: string): boolean {
  const parts = value.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

function isAddress6(value: string): boolean {
  if (!/^[\da-f:]{2,39}$/i.test(value) || /:::/.test(value)) return false;
  const halves = value.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const isGroup = (group: string): boolean => /^[\da-f]{1,4}$/i.test(group);
  return (
    groups.every(isGroup) &&
    (halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8)
  );
}

function isNetwork(value: string): boolean {
  const [address = '', prefix = '', more] = value.split('/');
  const largest = isAddress4(address) ? 32 : isAddress6(address) ? 128 : -1;
  return more === undefined && /^\d{1,3}$/.test(prefix) && Number(prefix) <= largest;
}

/** `10.0.0.X`: the part that stands there already has to stay. */
function isHollow(name: string): boolean {
  return /^\d{1,3}\.[\dxX.]+$/.test(name) && /x$/i.test(name);
}

function fillsHollow(name: string, value: string): boolean {
  const given = value.split('.');
  return name.split('.').every((part, index) => /x/i.test(part) || part === given[index]);
}

function isDateForm(name: string): boolean {
  return /^[YMD]{1,4}[-_/.]?[YMD]{1,4}[-_/.]?[YMD]{1,4}$/i.test(name);
}

function isFormed(name: string, value: string): boolean {
  return (
    value.length === name.length &&
    [...name].every((sign, index) =>
      /[ymd]/i.test(sign) ? /\d/.test(value.charAt(index)) : sign === value.charAt(index),
    )
  );
}

function isDay(value: string): boolean {
  const read = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(value);
  if (read === null) return false;
  const [year, month, day] = [Number(read[1]), Number(read[2]), Number(read[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
