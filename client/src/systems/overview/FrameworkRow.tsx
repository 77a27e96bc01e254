import { Button, Skeleton } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Execution, FrameworkSummary } from '../../api/types';
import { useCan } from '../../auth/session';
import { TextLink } from '../../components/links';
import { notifyFailed } from '../../components/notify';
import { TimeAgo } from '../../components/TimeAgo';
import { OutcomeBar, OutcomeCounts } from '../../executions/Outcomes';
import { formatScore } from '../../executions/outcomes';
import { isActive } from '../../executions/polling';
import { latestExecutionQuery, useExecute } from '../../executions/queries';
import { StatusBadge } from '../../executions/StatusBadge';
import classes from './FrameworkRow.module.css';
import { ScheduleSelect } from './ScheduleSelect';

function Result({ execution }: { execution: Execution }) {
  const { summary, progress, status } = execution;
  return (
    <div className={classes.result}>
      <div className={classes.state}>
        <TextLink to="/executions/$executionId" params={{ executionId: execution.id }}>
          {status === 'completed' ? 'View the results' : 'Follow the execution'}
        </TextLink>
        <span className={classes.when}>
          {status === 'completed' ? null : <StatusBadge status={status} />}
          {isActive(status) ? (
            <span className="numeric">
              {' '}
              {progress.decided} of {progress.total}
            </span>
          ) : (
            <TimeAgo moment={execution.finished_at ?? execution.queued_at} />
          )}
        </span>
      </div>
      {summary ? (
        <>
          <OutcomeBar summary={summary} />
          <OutcomeCounts summary={summary} labelled />
        </>
      ) : execution.failure ? (
        <p className={classes.failure}>{execution.failure}</p>
      ) : null}
    </div>
  );
}

/** One framework on one system: its newest execution, the button that starts another, and its schedule. */
export function FrameworkRow({ systemId, framework }: { systemId: string; framework: FrameworkSummary }) {
  const latest = useQuery(latestExecutionQuery(systemId, framework.id));
  const mayExecute = useCan('executions:write');
  const navigate = useNavigate();
  const execute = useExecute(systemId);
  const start = () =>
    execute.mutate(framework.id, {
      onSuccess: ({ id }) => navigate({ to: '/executions/$executionId', params: { executionId: id } }),
      onError: (error) => notifyFailed(`${framework.title} was not executed`, error),
    });
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <span className={`${classes.score} numeric`}>{formatScore(latest.data?.score)}</span>
        <h3 className={classes.title}>{framework.title}</h3>
        <div className={classes.actions}>
          <ScheduleSelect systemId={systemId} framework={framework} />
          {mayExecute ? (
            <Button
              size="xs"
              variant="light"
              leftSection={<IconPlayerPlay size={14} />}
              loading={execute.isPending}
              onClick={start}
              aria-label={`Run ${framework.title}`}
            >
              Run
            </Button>
          ) : null}
        </div>
      </div>
      {latest.isPending ? (
        <Skeleton height={40} />
      ) : latest.data ? (
        <Result execution={latest.data} />
      ) : (
        <p className={classes.never}>Not executed on this system yet.</p>
      )}
    </li>
  );
}
