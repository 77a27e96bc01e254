import type { HistoryPoint } from '../api/types';

/** One day of the chart: the score in percent of each framework that had one. */
export type ChartDay = { date: string } & Record<string, string | number>;

const SHORTEST_SPAN_DAYS = 7;
const DAY_MILLISECONDS = 86_400_000;
const CEILINGS = [10, 25, 50, 100];

/** Empty days before the first, so that a history of a day or two still shows where it stands in a week. */
export function paddedToWeek(days: readonly ChartDay[]): ChartDay[] {
  const [first] = days;
  if (!first) {
    return [];
  }
  const missing = Math.max(0, SHORTEST_SPAN_DAYS - days.length);
  const before = Array.from({ length: missing }, (_, index) => {
    const moment = Date.parse(first.date) - (missing - index) * DAY_MILLISECONDS;
    return { date: new Date(moment).toISOString().slice(0, 10) };
  });
  return [...before, ...days];
}

/** The top of the scale: low scores would otherwise lie flat on its floor. */
export function ceiling(days: readonly ChartDay[]): number {
  const scores = days.flatMap((day) => Object.values(day).filter((value) => typeof value === 'number'));
  const highest = Math.max(0, ...scores);
  return CEILINGS.find((value) => highest <= value * 0.9) ?? 100;
}

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
