import type { ReactNode } from 'react';
import type { Outcome, Posture } from '../api/types';
import { formatCount } from '../components/format';
import { OutcomeIcon } from '../executions/OutcomeIcon';
import outcomeClasses from '../executions/Outcome.module.css';
import { OutcomeBar } from '../executions/Outcomes';
import { add, formatScore, NO_RESULTS, OUTCOME_LABELS, OUTCOMES, score, total } from '../executions/outcomes';
import classes from './Overall.module.css';

function Figure({ label, value, outcome }: { label: ReactNode; value: string; outcome?: Outcome }) {
  return (
    <div className={classes.figure}>
      <dt>
        {outcome ? (
          <span className={`${classes.icon} ${outcomeClasses[outcome]}`}>
            <OutcomeIcon outcome={outcome} />
          </span>
        ) : null}
        {label}
      </dt>
      <dd className="numeric">{value}</dd>
    </div>
  );
}

/** The numbers over all systems and frameworks. */
export function Overall({ posture }: { posture: Posture }) {
  const summary = posture.frameworks.map((framework) => framework.summary).reduce(add, NO_RESULTS);
  return (
    <section className={classes.overall} aria-label="Overall">
      <div className={classes.score}>
        <p className={classes.label}>Overall score</p>
        <p className={`${classes.value} numeric`}>{formatScore(score(summary))}</p>
        <OutcomeBar summary={summary} height={10} />
        <p className={classes.hint}>
          {formatCount(summary.pass)} of {formatCount(total(summary) - summary.not_applicable)} applicable results pass
        </p>
      </div>
      <dl className={classes.figures}>
        <Figure label="Systems" value={formatCount(posture.systems.length)} />
        {OUTCOMES.map((outcome) => (
          <Figure
            key={outcome}
            label={OUTCOME_LABELS[outcome]}
            value={formatCount(summary[outcome])}
            outcome={outcome}
          />
        ))}
      </dl>
    </section>
  );
}
