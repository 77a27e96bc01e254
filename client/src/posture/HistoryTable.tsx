import { formatDate } from '../components/format';
import type { ChartDay } from './history';

interface HistoryTableProps {
  days: readonly ChartDay[];
  series: readonly { name: string; label: string }[];
}

/** The chart's numbers, for screen readers. */
export function HistoryTable({ days, series }: HistoryTableProps) {
  return (
    <div className="visually-hidden">
      <table>
        <caption>Score in percent by day and framework</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {series.map(({ name, label }) => (
              <th key={name} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date}>
              <th scope="row">{formatDate(day.date)}</th>
              {series.map(({ name }) => (
                <td key={name}>{day[name] ?? 'none'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
