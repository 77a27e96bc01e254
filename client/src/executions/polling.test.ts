import { describe, expect, test } from 'vitest';
import { pollDelay, ProgressWatch } from './polling';

const running = (decided: number, version = 2) => ({ status: 'running' as const, version, progress: { decided } });

describe('pollDelay', () => {
  test('grows with the time in which nothing changed, up to a limit', () => {
    const delays = [0, 10_000, 30_000, 120_000, 3_600_000].map(pollDelay);
    expect(delays).toEqual([500, 1_500, 4_000, 10_000, 10_000]);
  });
});

describe('ProgressWatch', () => {
  test('asks quickly again after progress', () => {
    const watch = new ProgressWatch();
    expect(watch.next(running(1), 0)).toBe(500);
    expect(watch.next(running(1), 30_000)).toBe(4_000);
    expect(watch.next(running(2), 34_000)).toBe(500);
  });

  test('notices a change of state without progress', () => {
    const watch = new ProgressWatch();
    watch.next({ ...running(0, 1), status: 'queued' }, 0);
    expect(watch.next(running(0, 2), 60_000)).toBe(500);
  });

  test.each(['completed', 'failed'] as const)('stops when the execution is %s', (status) => {
    expect(new ProgressWatch().next({ ...running(3), status }, 0)).toBe(false);
  });
});
