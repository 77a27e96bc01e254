import '@mantine/charts/styles.layer.css';
import { LineChart } from '@mantine/charts';
import { useReducedMotion } from '@mantine/hooks';
import { useMemo } from 'react';
import type { HistoryPoint, PostureFramework } from '../api/types';
import { formatDate } from '../components/format';
import { shortTitle } from '../frameworks/shortTitle';
import classes from './HistoryChart.module.css';
import { byDay } from './history';
import { HistoryTable } from './HistoryTable';

const COLOURS = 6;
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
          data={days}
          dataKey="date"
          series={series}
          unit="%"
          curveType="monotone"
          strokeWidth={2}
          withDots={days.length < 3}
          withLegend
          legendProps={{ verticalAlign: 'top', height: 36 }}
          gridProps={{ strokeDasharray: '0' }}
          connectNulls
          lineProps={{ isAnimationActive: !reducedMotion, animationDuration: 400 }}
          tooltipAnimationDuration={0}
          tooltipProps={{ labelFormatter: (day) => (typeof day === 'string' ? formatDate(day) : '') }}
          yAxisProps={{ domain: [0, 100], ticks: [0, 25, 50, 75, 100], width: 44 }}
          xAxisProps={{ tickFormatter: (day: string) => dayLabel.format(new Date(day)), minTickGap: 40 }}
        />
      </div>
      <HistoryTable days={days} series={series} />
    </>
  );
}
