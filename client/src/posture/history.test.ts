import { expect, test } from 'vitest';
import { NO_RESULTS } from '../executions/outcomes';
import { byDay } from './history';

const point = (date: string, framework_id: string, score: number | null) => ({
  date,
  framework_id,
  score,
  summary: NO_RESULTS,
});

test('points become one row for each day, in order', () => {
  const rows = byDay([point('2026-11-02', 'a', 0.5), point('2026-11-01', 'a', 0.4), point('2026-11-02', 'b', 0.299)]);
  expect(rows).toEqual([
    { date: '2026-11-01', a: 40 },
    { date: '2026-11-02', a: 50, b: 29.9 },
  ]);
});

test('a framework without a score has no point, not a zero', () => {
  expect(byDay([point('2026-11-01', 'a', null)])).toEqual([{ date: '2026-11-01' }]);
});
