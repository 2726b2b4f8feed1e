/** Whether this process was told to end, and with what. */
export interface ToldToEnd {
  /** Fires once; its reason is a sentence. */
  readonly signal: AbortSignal;
  /** 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP, as a shell says it; undefined when nobody did. */
  readonly status: () => number | undefined;
  readonly stop: () => void;
}

/**
 * Takes the signals that would end this process, so that what it has started ends with it: blocks run in a session of
 * their own, and no signal of a terminal or of cron reaches them.
 */
export function listenForEnd(): ToldToEnd {
  const abort = new AbortController();
  let status: number | undefined;
  const hear = (name: NodeJS.Signals): void => {
    status ??= 128 + (numbers[name] ?? 0);
    abort.abort(`handrail was told to end (${name})`);
  };
  const names = Object.keys(numbers) as NodeJS.Signals[];
  for (const name of names) process.on(name, hear);
  return {
    signal: abort.signal,
    status: () => status,
    stop: () => {
      for (const name of names) process.off(name, hear);
    },
  };
}

const numbers: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGTERM: 15,
};
