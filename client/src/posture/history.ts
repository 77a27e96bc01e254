import type { HistoryPoint } from '../api/types';

/** One day of the chart: the score in percent of each framework that had one. */
export type ChartDay = { date: string } & Record<string, string | number>;

/** Turns points (one per day and framework) into rows by day, in order of time. */
export function byDay(points: readonly HistoryPoint[]): ChartDay[] {
  const days = new Map<string, ChartDay>();
  for (const { date, framework_id, score } of points) {
    const day = days.get(date) ?? { date };
    if (score !== null && score !== undefined) {
      day[framework_id] = Math.floor(score * 1000) / 10;
    }
    days.set(date, day);
  }
  return [...days.values()].toSorted((first, second) => first.date.localeCompare(second.date));
}
