import type { PostureFramework } from '../api/types';
import { plural } from '../components/format';
import { RowLink } from '../components/RowLink';
import { OutcomeBar, OutcomeCounts } from '../executions/Outcomes';
import { formatScore } from '../executions/outcomes';
import { shortTitle } from '../frameworks/shortTitle';
import classes from './FrameworkCards.module.css';

/** One card for each framework: its score and how its outcomes divide. */
export function FrameworkCards({ frameworks }: { frameworks: readonly PostureFramework[] }) {
  return (
    <ul className={classes.cards} aria-label="Frameworks">
      {frameworks.map((framework) => (
        <li key={framework.id} className={classes.card}>
          <div className={classes.head}>
            <RowLink to="/frameworks/$frameworkId" params={{ frameworkId: framework.id }}>
              {shortTitle(framework.title)}
            </RowLink>
            <span className={`${classes.score} numeric`}>{formatScore(framework.score)}</span>
          </div>
          <p className={classes.systems}>
            {framework.systems === 0 ? 'Not executed on any system yet' : plural(framework.systems, 'system')}
          </p>
          <OutcomeBar summary={framework.summary} />
          <OutcomeCounts summary={framework.summary} />
        </li>
      ))}
    </ul>
  );
}
