import type { Outcome, Summary } from '../api/types';
import classes from './Outcome.module.css';
import { OutcomeIcon } from './OutcomeIcon';
import { describe, OUTCOME_LABELS, OUTCOMES } from './outcomes';

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  return (
    <span className={`${classes.badge} ${classes[outcome]}`}>
      <OutcomeIcon outcome={outcome} size={14} />
      {OUTCOME_LABELS[outcome]}
    </span>
  );
}

/** How the outcomes divide, as one bar. */
export function OutcomeBar({ summary, height = 8 }: { summary: Summary; height?: number }) {
  return (
    <div
      className={classes.bar}
      role="img"
      aria-label={describe(summary) || 'No results'}
      style={{ '--bar-height': `${height}px` } as React.CSSProperties}
    >
      {OUTCOMES.filter((outcome) => summary[outcome]).map((outcome) => (
        <span
          key={outcome}
          className={`${classes.segment} ${classes[outcome]}`}
          style={{ flexGrow: summary[outcome], flexBasis: 0 }}
        />
      ))}
    </div>
  );
}

interface OutcomeCountsProps {
  summary: Summary;
  /** Writes the name of each outcome beside its count. */
  labelled?: boolean;
}

/** The counts that are not zero, each with its icon. */
export function OutcomeCounts({ summary, labelled = false }: OutcomeCountsProps) {
  return (
    <ul className={classes.counts}>
      {OUTCOMES.filter((outcome) => summary[outcome]).map((outcome) => (
        <li key={outcome} className={classes[outcome]} title={OUTCOME_LABELS[outcome]}>
          <OutcomeIcon outcome={outcome} size={14} />
          {summary[outcome]}
          <span className={labelled ? classes.label : 'visually-hidden'}>{OUTCOME_LABELS[outcome].toLowerCase()}</span>
        </li>
      ))}
    </ul>
  );
}
