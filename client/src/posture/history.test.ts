import { expect, test } from 'vitest';
import { NO_RESULTS } from '../executions/outcomes';
import { byDay, ceiling, paddedToWeek } from './history';

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

test('a short history is shown within a week', () => {
  const week = paddedToWeek([{ date: '2026-03-02', a: 40 }]);
  expect(week).toHaveLength(7);
  expect(week[0]).toEqual({ date: '2026-02-24' });
  expect(week.at(-1)).toEqual({ date: '2026-03-02', a: 40 });
});

test('a long history stays as it is', () => {
  const days = Array.from({ length: 9 }, (_, index) => ({ date: `2026-03-0${index + 1}`, a: index }));
  expect(paddedToWeek(days)).toEqual(days);
  expect(paddedToWeek([])).toEqual([]);
});

test.each([
  [4, 10],
  [9.5, 25],
  [44, 50],
  [60, 100],
  [100, 100],
])('a highest score of %d is drawn on a scale to %d', (score, top) => {
  expect(ceiling([{ date: '2026-03-01', a: score }])).toBe(top);
});
