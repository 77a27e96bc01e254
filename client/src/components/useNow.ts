import { useSyncExternalStore } from 'react';

const TICK_MILLISECONDS = 15_000;

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  listeners.forEach((notify) => notify());
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(tick, TICK_MILLISECONDS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
    }
  };
}

/** The time, at most one tick old. One clock serves the whole page, and it stands still while nobody looks. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
