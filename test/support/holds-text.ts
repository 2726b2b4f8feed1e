/** Where a text stands in all that can be reached from a value, bytes included; undefined when it stands nowhere. */
export function whereHeld(root: unknown, text: string): string | undefined {
  const bytes = Buffer.from(text);
  const seen = new Set<unknown>();
  const waiting: { readonly value: unknown; readonly path: string }[] = [
    { value: root, path: 'root' },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && value.includes(text)) return path;
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue;
    if (seen.has(value)) continue;
    seen.add(value);
    if (ArrayBuffer.isView(value)) {
      const view = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      if (view.includes(bytes)) return path;
      continue;
    }
    if (value instanceof Map)
      for (const [key, held] of value) waiting.push({ value: [key, held], path: `${path}.(map)` });
    if (value instanceof Set) waiting.push({ value: [...value], path: `${path}.(set)` });
    for (const name of Reflect.ownKeys(value)) {
      const property = Reflect.getOwnPropertyDescriptor(value, name);
      if (property !== undefined && 'value' in property)
        waiting.push({ value: property.value, path: `${path}.${String(name)}` });
    }
  }
  return undefined;
}
