import type { PostureSystem } from '../api/types';
import { RowLink } from '../components/RowLink';
import { OutcomeBar, OutcomeCounts } from '../executions/Outcomes';
import { formatScore } from '../executions/outcomes';
import { StatusBadge } from '../executions/StatusBadge';
import classes from './Matrix.module.css';

/** One framework on one system; empty when it never ran there. */
export function MatrixCell({ cell }: { cell: PostureSystem['frameworks'][number] | undefined }) {
  if (!cell) {
    return <span className={classes.never}>Not executed</span>;
  }
  return (
    <div className={classes.cell}>
      <div className={classes.line}>
        <RowLink to="/executions/$executionId" params={{ executionId: cell.execution_id }}>
          <span className="numeric">{formatScore(cell.score)}</span>
        </RowLink>
        {cell.status === 'completed' ? null : <StatusBadge status={cell.status} />}
      </div>
      {cell.summary ? (
        <>
          <OutcomeBar summary={cell.summary} height={6} />
          <OutcomeCounts summary={cell.summary} />
        </>
      ) : null}
    </div>
  );
}
