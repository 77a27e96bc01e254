import type { Lifecycle, RiskTier } from '../api/types';
import classes from './Badges.module.css';
import { LIFECYCLES, RISK_TIERS } from './labels';

const LEVELS: Record<RiskTier, number> = { minimal: 1, limited: 2, high: 3, prohibited: 4 };

/** The risk tier as words and as a gauge of four steps. */
export function RiskTierBadge({ tier }: { tier: RiskTier }) {
  return (
    <span className={classes.risk} data-tier={tier}>
      <span className={classes.gauge} aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <i key={step} data-on={step <= LEVELS[tier] || undefined} />
        ))}
      </span>
      {RISK_TIERS[tier]}
    </span>
  );
}

export function LifecycleBadge({ lifecycle }: { lifecycle: Lifecycle }) {
  return (
    <span className={classes.lifecycle} data-lifecycle={lifecycle}>
      {LIFECYCLES[lifecycle]}
    </span>
  );
}
