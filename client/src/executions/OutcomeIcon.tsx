import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconFileSearch,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Outcome } from '../api/types';

const ICONS: Record<Outcome, TablerIcon> = {
  pass: IconCircleCheck,
  fail: IconCircleX,
  needs_evidence: IconFileSearch,
  error: IconAlertTriangle,
  not_applicable: IconCircleMinus,
};

/** The shape of an outcome; its meaning never rests on the colour alone. */
export function OutcomeIcon({ outcome, size = 16 }: { outcome: Outcome; size?: number }) {
  const Icon = ICONS[outcome];
  return <Icon size={size} aria-hidden="true" />;
}
