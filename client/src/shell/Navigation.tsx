import {
  IconChecklist,
  IconGauge,
  IconHistory,
  IconPlayerPlay,
  IconStack2,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import classes from './Navigation.module.css';

const PAGES: readonly { to: LinkProps['to']; label: string; icon: TablerIcon }[] = [
  { to: '/', label: 'Posture', icon: IconGauge },
  { to: '/systems', label: 'Systems', icon: IconStack2 },
  { to: '/executions', label: 'Executions', icon: IconPlayerPlay },
  { to: '/frameworks', label: 'Frameworks', icon: IconChecklist },
  { to: '/audit', label: 'Audit log', icon: IconHistory },
];

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <nav aria-label="Main" className={classes.navigation}>
      {PAGES.map(({ to, label, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className={classes.link}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          activeProps={{ 'data-active': true }}
          onClick={onNavigate}
        >
          <Icon size={18} stroke={1.7} aria-hidden="true" />
          {label}
        </Link>
      ))}
    </nav>
  );
}
