import type { ExecutionStatus } from '../api/types';

/** Idle seconds up to which a delay in milliseconds holds: quick while something happens, patient when nothing does. */
const DELAYS: readonly (readonly [idleSeconds: number, delayMilliseconds: number])[] = [
  [5, 500],
  [20, 1_500],
  [60, 4_000],
];
const LONGEST_DELAY_MILLISECONDS = 10_000;

export function isActive(status: ExecutionStatus): boolean {
  return status === 'queued' || status === 'running';
}

/** When to ask again about an execution that has not changed for a while. */
export function pollDelay(idleMilliseconds: number): number {
  const found = DELAYS.find(([idleSeconds]) => idleMilliseconds < idleSeconds * 1000);
  return found ? found[1] : LONGEST_DELAY_MILLISECONDS;
}

/** Remembers when an execution last changed, to tell how long it has been idle. */
export class ProgressWatch {
  private version: number | undefined;
  private decided: number | undefined;
  private changedAt = 0;

  /** The next delay, or false when the execution is over. */
  next(execution: { status: ExecutionStatus; version: number; progress: { decided: number } }, now: number) {
    if (!isActive(execution.status)) {
      return false;
    }
    if (execution.version !== this.version || execution.progress.decided !== this.decided) {
      this.version = execution.version;
      this.decided = execution.progress.decided;
      this.changedAt = now;
    }
    return pollDelay(now - this.changedAt);
  }
}
