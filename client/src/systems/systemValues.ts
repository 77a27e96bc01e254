import type { Lifecycle, RiskTier, System } from '../api/types';
import type { SystemUpdate } from './queries';

/** What a form about a system holds. */
export interface SystemValues {
  name: string;
  purpose: string;
  owner: string;
  provider: string;
  risk_tier: RiskTier | null;
  lifecycle: Lifecycle | null;
}

const FIELDS = ['name', 'purpose', 'owner', 'provider', 'risk_tier', 'lifecycle'] as const;

const required = (sentence: string) => (value: string | null) => (value?.trim() ? null : sentence);

/** What must hold before the server is asked; its own answer has the last word. */
export const systemValidation = {
  name: required('Enter a name.'),
  purpose: required('Say what the system is for.'),
  owner: required('Say who answers for the system.'),
  risk_tier: required('Choose a risk tier.'),
  lifecycle: required('Choose where the system is in its life.'),
};

export function valuesOf(system: System): SystemValues {
  const { name, purpose, owner, provider, risk_tier, lifecycle } = system;
  return { name, purpose, owner, provider: provider ?? '', risk_tier, lifecycle };
}

/** Only what was changed, so that nobody else's change is undone by saving. */
export function changesOf(before: SystemValues, after: SystemValues): SystemUpdate {
  const changed = FIELDS.filter((field) => before[field] !== after[field]);
  return Object.fromEntries(
    changed.map((field) => [field, field === 'provider' ? after.provider.trim() || null : after[field]]),
  );
}

/** What was entered, carried over onto a newer version of the system. */
export function rebase(before: SystemValues, entered: SystemValues, newest: SystemValues): SystemValues {
  const kept = FIELDS.filter((field) => before[field] !== entered[field]);
  return { ...newest, ...Object.fromEntries(kept.map((field) => [field, entered[field]])) };
}
