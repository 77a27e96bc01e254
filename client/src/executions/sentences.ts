import type { Execution } from '../api/types';
import { describe, formatScore } from './outcomes';

/** Where an execution stands. */
export function sentence({ status, progress, summary, score, failure }: Execution): string {
  switch (status) {
    case 'queued':
      return 'Waiting for a worker.';
    case 'running':
      return `Running: ${progress.decided} of ${progress.total} controls decided.`;
    case 'failed':
      return `The execution failed. ${failure ?? ''}`.trim();
    default:
      return `Completed with a score of ${formatScore(score)}${summary ? `: ${describe(summary)}` : ''}.`;
  }
}

/** The same for screen readers, which would otherwise read out every single control: progress in quarters. */
export function announcement(execution: Execution): string {
  const { decided, total } = execution.progress;
  if (execution.status !== 'running') {
    return sentence(execution);
  }
  const quarters = total > 0 ? Math.floor((4 * decided) / total) : 0;
  return quarters === 0 ? 'Running.' : `Running: ${quarters * 25} percent of the controls decided.`;
}
