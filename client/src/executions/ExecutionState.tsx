import { Alert } from '@mantine/core';
import type { Execution } from '../api/types';
import { Panel } from '../components/Panel';
import classes from './ExecutionState.module.css';
import { OutcomeBar, OutcomeCounts } from './Outcomes';
import { formatScore } from './outcomes';
import { announcement, sentence } from './sentences';

function Progress({ execution }: { execution: Execution }) {
  const { decided, total } = execution.progress;
  return (
    <div className={classes.progress}>
      <div
        className={classes.track}
        role="progressbar"
        aria-label="Controls decided"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={decided}
      >
        <div
          className={classes.fill}
          data-waiting={execution.status === 'queued' || undefined}
          style={{ width: total > 0 ? `${(100 * decided) / total}%` : 0 }}
        />
      </div>
      <p className={classes.hint}>{sentence(execution)}</p>
    </div>
  );
}

/** How far an execution is, or what came of it; changes are announced to screen readers. */
export function ExecutionState({ execution }: { execution: Execution }) {
  const { status, summary, score, failure } = execution;
  return (
    <>
      <div aria-live="polite" className="visually-hidden">
        {announcement(execution)}
      </div>
      {status === 'failed' ? (
        <Alert color="red" title="The execution failed">
          {failure ?? 'No reason was recorded.'}
        </Alert>
      ) : status === 'completed' && summary ? (
        <Panel>
          <div className={classes.summary}>
            <div>
              <p className={classes.label}>Score</p>
              <p className={`${classes.score} numeric`}>{formatScore(score)}</p>
            </div>
            <div className={classes.outcomes}>
              <OutcomeBar summary={summary} height={12} />
              <OutcomeCounts summary={summary} labelled />
            </div>
          </div>
        </Panel>
      ) : (
        <Panel>
          <Progress execution={execution} />
        </Panel>
      )}
    </>
  );
}
