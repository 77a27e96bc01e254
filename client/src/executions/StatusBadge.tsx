import { IconAlertTriangle, IconCheck, IconClock, IconLoader2, type TablerIcon } from '@tabler/icons-react';
import type { ExecutionStatus } from '../api/types';
import classes from './StatusBadge.module.css';

const STATUSES: Record<ExecutionStatus, readonly [label: string, icon: TablerIcon]> = {
  queued: ['Queued', IconClock],
  running: ['Running', IconLoader2],
  completed: ['Completed', IconCheck],
  failed: ['Failed', IconAlertTriangle],
};

export function StatusBadge({ status }: { status: ExecutionStatus }) {
  const [label, Icon] = STATUSES[status];
  return (
    <span className={`${classes.badge} ${classes[status]}`}>
      <Icon size={14} aria-hidden="true" />
      {label}
    </span>
  );
}
