import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Execution } from '../api/types';
import { Actor } from '../components/Actor';
import { type Column, DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { formatDuration } from '../components/format';
import { LoadMore } from '../components/LoadMore';
import { ProblemAlert } from '../components/ProblemAlert';
import { RowLink } from '../components/RowLink';
import { TimeAgo } from '../components/TimeAgo';
import { frameworksQuery } from '../frameworks/queries';
import { shortTitle } from '../frameworks/shortTitle';
import classes from './ExecutionTable.module.css';
import { OutcomeBar } from './Outcomes';
import { formatScore } from './outcomes';
import { type ExecutionFilters, executionsQuery } from './queries';
import { StatusBadge } from './StatusBadge';

type TitleOf = (frameworkId: string) => string;

function columns(titleOf: TitleOf, withSystem: boolean): readonly Column<Execution>[] {
  return [
    {
      key: 'name',
      header: withSystem ? 'System and framework' : 'Framework',
      render: (execution) => (
        <RowLink to="/executions/$executionId" params={{ executionId: execution.id }}>
          {withSystem ? execution.system_name : titleOf(execution.framework_id)}
          {withSystem ? <span className={classes.framework}>{titleOf(execution.framework_id)}</span> : null}
        </RowLink>
      ),
    },
    { key: 'status', header: 'Status', render: (execution) => <StatusBadge status={execution.status} /> },
    {
      key: 'outcomes',
      header: 'Outcomes',
      render: (execution) => (
        <div className={classes.bar}>
          {execution.summary ? (
            <OutcomeBar summary={execution.summary} />
          ) : (
            <span className="numeric">
              {execution.progress.decided} of {execution.progress.total}
            </span>
          )}
        </div>
      ),
    },
    { key: 'score', header: 'Score', align: 'end', render: (execution) => formatScore(execution.score) },
    {
      key: 'by',
      header: 'Requested by',
      render: (execution) => <Actor actor={execution.requested_by} />,
      hideOnPhone: true,
    },
    {
      key: 'duration',
      header: 'Duration',
      align: 'end',
      hideOnPhone: true,
      render: ({ started_at, finished_at }) =>
        started_at && finished_at ? formatDuration(started_at, finished_at) : '–',
    },
    {
      key: 'queued',
      header: 'Requested',
      align: 'end',
      render: (execution) => <TimeAgo moment={execution.queued_at} />,
    },
  ];
}

interface ExecutionTableProps {
  filters: ExecutionFilters;
  withSystem: boolean;
}

/** Executions, newest first; refreshed while one of them is under way. */
export function ExecutionTable({ filters, withSystem }: ExecutionTableProps) {
  const frameworks = useQuery(frameworksQuery);
  const query = useInfiniteQuery(executionsQuery(filters));
  const rows = query.data?.pages.flatMap((page) => page.items);
  const titleOf: TitleOf = (id) => {
    const found = frameworks.data?.find((framework) => framework.id === id);
    return found ? shortTitle(found.title) : id;
  };
  if (query.isError && !rows) {
    return <ProblemAlert title="The executions could not be loaded" error={query.error} onRetry={query.refetch} />;
  }
  return (
    <>
      <DataTable
        caption="Executions"
        columns={columns(titleOf, withSystem)}
        rows={rows}
        rowKey={(execution) => execution.id}
        empty={<EmptyState title="No executions">They appear here once a framework is run on a system.</EmptyState>}
      />
      {rows && rows.length > 0 ? (
        <LoadMore shown={rows.length} noun={['execution', 'executions']} query={query} />
      ) : null}
    </>
  );
}
