import type { Lifecycle, RiskTier } from '../api/types';

export const RISK_TIERS: Record<RiskTier, string> = {
  prohibited: 'Prohibited',
  high: 'High risk',
  limited: 'Limited risk',
  minimal: 'Minimal risk',
};

export const LIFECYCLES: Record<Lifecycle, string> = {
  design: 'Design',
  development: 'Development',
  testing: 'Testing',
  deployed: 'Deployed',
  retired: 'Retired',
};

/** Options of a select from a record of labels. */
export function options<Value extends string>(labels: Record<Value, string>): { value: Value; label: string }[] {
  return (Object.entries(labels) as [Value, string][]).map(([value, label]) => ({ value, label }));
}
