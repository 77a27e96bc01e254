import type { SystemSummary } from '../api/types';
import type { Column } from '../components/DataTable';
import { RowLink } from '../components/RowLink';
import { TimeAgo } from '../components/TimeAgo';
import { LifecycleBadge, RiskTierBadge } from './Badges';
import classes from './systemColumns.module.css';

/** The columns of the register. */
export const COLUMNS: readonly Column<SystemSummary>[] = [
  {
    key: 'name',
    header: 'System',
    render: (system) => (
      <>
        <RowLink to="/systems/$systemId" params={{ systemId: system.id }}>
          {system.name}
        </RowLink>
        <span className={classes.purpose}>{system.purpose}</span>
      </>
    ),
  },
  { key: 'risk', header: 'Risk tier', render: (system) => <RiskTierBadge tier={system.risk_tier} /> },
  { key: 'lifecycle', header: 'Lifecycle', render: (system) => <LifecycleBadge lifecycle={system.lifecycle} /> },
  { key: 'owner', header: 'Owner', render: (system) => system.owner },
  { key: 'facts', header: 'Facts stated', align: 'end', render: (system) => system.facts_stated },
  {
    key: 'updated',
    header: 'Updated',
    align: 'end',
    hideOnPhone: true,
    render: (system) => <TimeAgo moment={system.updated_at} />,
  },
];
