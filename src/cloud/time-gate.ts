/**
 * Whether waiting alone lets virtual time pass. A walk that plays itself shuts it while it decides what to do next, so
 * that nothing else of it depends on how fast this machine is.
 */
export interface TimeGate {
  readonly isOpen: boolean;
  open(): void;
  shut(): void;
  /** Told each time it opens. */
  onOpen(act: () => void): void;
}

export function createTimeGate(): TimeGate {
  const told: (() => void)[] = [];
  let isOpen = false;
  return {
    get isOpen() {
      return isOpen;
    },
    open() {
      isOpen = true;
      for (const act of told) act();
    },
    shut() {
      isOpen = false;
    },
    onOpen: (act) => void told.push(act),
  };
}
