import '@mantine/charts/styles.layer.css';
import { LineChart } from '@mantine/charts';
import { useReducedMotion } from '@mantine/hooks';
import { useMemo } from 'react';
import type { HistoryPoint, PostureFramework } from '../api/types';
import { formatDate } from '../components/format';
import { shortTitle } from '../frameworks/shortTitle';
import classes from './HistoryChart.module.css';
import { byDay, ceiling, paddedToWeek } from './history';
import { HistoryTable } from './HistoryTable';

const COLOURS = 6;
/** Below this many days a line alone is hard to see. */
const SHORT_HISTORY_DAYS = 8;
const dayLabel = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

interface HistoryChartProps {
  points: readonly HistoryPoint[];
  frameworks: readonly PostureFramework[];
  height: number;
}

/** A line for each framework, with the same numbers as a table for those who cannot see lines. */
export default function HistoryChart({ points, frameworks, height }: HistoryChartProps) {
  const reducedMotion = useReducedMotion();
  const days = useMemo(() => byDay(points), [points]);
  const top = ceiling(days);
  const series = frameworks.map((framework, index) => ({
    name: framework.id,
    label: shortTitle(framework.title),
    color: `var(--series-${(index % COLOURS) + 1})`,
  }));
  return (
    <>
      <div aria-hidden="true">
        <LineChart
          classNames={classes}
          h={height}
          data={paddedToWeek(days)}
          dataKey="date"
          series={series}
          unit="%"
          curveType="monotone"
          strokeWidth={2}
          withDots={days.length < SHORT_HISTORY_DAYS}
          withLegend
          legendProps={{ verticalAlign: 'top', height: 36 }}
          gridProps={{ strokeDasharray: '0' }}
          connectNulls
          lineChartProps={{ accessibilityLayer: false }}
          lineProps={{ isAnimationActive: !reducedMotion, animationDuration: 400 }}
          tooltipAnimationDuration={0}
          tooltipProps={{ labelFormatter: (day) => (typeof day === 'string' ? formatDate(day) : '') }}
          yAxisProps={{ domain: [0, top], ticks: [0, top / 2, top], width: 48 }}
          xAxisProps={{ tickFormatter: (day: string) => dayLabel.format(new Date(day)), minTickGap: 40 }}
        />
      </div>
      <HistoryTable days={days} series={series} />
    </>
  );
}
