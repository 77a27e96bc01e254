import type { ControlResult, Outcome } from '../api/types';
import classes from './OutcomeFilter.module.css';
import outcomeClasses from './Outcome.module.css';
import { OutcomeIcon } from './OutcomeIcon';
import { OUTCOME_LABELS, OUTCOMES } from './outcomes';

interface OutcomeFilterProps {
  results: readonly ControlResult[];
  value: Outcome | undefined;
  onChange: (outcome: Outcome | undefined) => void;
}

/** One button for each outcome that occurs, with its count; pressed again, it shows all. */
export function OutcomeFilter({ results, value, onChange }: OutcomeFilterProps) {
  return (
    <div role="group" aria-label="Outcome" className={classes.filter}>
      {OUTCOMES.map((outcome) => {
        const count = results.filter((result) => result.outcome === outcome).length;
        return count === 0 ? null : (
          <button
            key={outcome}
            type="button"
            className={`${classes.choice} ${outcomeClasses[outcome]}`}
            aria-pressed={value === outcome}
            onClick={() => onChange(value === outcome ? undefined : outcome)}
          >
            <OutcomeIcon outcome={outcome} size={14} />
            {OUTCOME_LABELS[outcome]} <span className="numeric">{count}</span>
          </button>
        );
      })}
    </div>
  );
}
