import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { HistoryPoint, PostureFramework } from '../api/types';
import { EmptyState } from '../components/EmptyState';
import { formatDate } from '../components/format';
import { Panel } from '../components/Panel';
import { ProblemAlert } from '../components/ProblemAlert';
import { historyQuery } from './queries';

// The chart library is larger than the rest of the page, so the page does not wait for it.
const HistoryChart = lazy(() => import('./HistoryChart'));

const HEIGHT = 230;
const RANGES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
];

/** From when there is a history; points are in order of time. */
function since(points: readonly HistoryPoint[] | undefined): string | undefined {
  const [first] = points ?? [];
  return first ? `One point a day, from ${formatDate(first.date)} on` : undefined;
}

/** How the scores developed over time. */
export function HistoryPanel({ frameworks }: { frameworks: readonly PostureFramework[] }) {
  const [days, setDays] = useState('30');
  const query = useQuery(historyQuery(Number(days)));
  const placeholder = <Skeleton height={HEIGHT} radius={6} />;
  return (
    <Panel
      title="Score over time"
      description={since(query.data?.points)}
      actions={<SegmentedControl aria-label="Period" size="xs" data={RANGES} value={days} onChange={setDays} />}
    >
      {query.isError ? (
        <ProblemAlert title="The history could not be loaded" error={query.error} onRetry={query.refetch} />
      ) : query.data === undefined ? (
        placeholder
      ) : query.data.points.length === 0 ? (
        <EmptyState title="No history yet">The chart starts with the first completed execution.</EmptyState>
      ) : (
        <Suspense fallback={placeholder}>
          <HistoryChart points={query.data.points} frameworks={frameworks} height={HEIGHT} />
        </Suspense>
      )}
    </Panel>
  );
}
