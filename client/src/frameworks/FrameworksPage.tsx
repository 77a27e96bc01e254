import { useQuery } from '@tanstack/react-query';
import type { FrameworkSummary } from '../api/types';
import { type Column, DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { formatDate } from '../components/format';
import { Hash } from '../components/Hash';
import { PageHeader } from '../components/PageHeader';
import { Panel } from '../components/Panel';
import { ProblemAlert } from '../components/ProblemAlert';
import { RowLink } from '../components/RowLink';
import { frameworksQuery } from './queries';

const COLUMNS: readonly Column<FrameworkSummary>[] = [
  {
    key: 'title',
    header: 'Framework',
    render: (framework) => (
      <RowLink to="/frameworks/$frameworkId" params={{ frameworkId: framework.id }}>
        {framework.title}
      </RowLink>
    ),
  },
  { key: 'version', header: 'Version', render: (framework) => framework.version },
  { key: 'controls', header: 'Controls', align: 'end', render: (framework) => framework.controls },
  { key: 'rules', header: 'Decided by rules', align: 'end', render: (framework) => framework.rules },
  {
    key: 'attested',
    header: 'By attestation',
    align: 'end',
    render: (framework) => framework.controls - framework.rules,
  },
  {
    key: 'published',
    header: 'Published',
    align: 'end',
    hideOnPhone: true,
    render: (framework) => formatDate(framework.published_at),
  },
  {
    key: 'digest',
    header: 'Digest',
    hideOnPhone: true,
    render: (framework) => (
      <span style={{ position: 'relative', zIndex: 1 }}>
        <Hash value={framework.digest} of={framework.title} />
      </span>
    ),
  },
];

/** The frameworks that systems are held against. */
export function FrameworksPage() {
  const query = useQuery(frameworksQuery);
  return (
    <>
      <PageHeader
        title="Frameworks"
        description="Catalogs of controls with rules in Rego. A control no rule can decide is decided by an auditor's attestation."
      />
      <Panel flush>
        {query.isError ? (
          <ProblemAlert title="The frameworks could not be loaded" error={query.error} onRetry={query.refetch} />
        ) : (
          <DataTable
            caption="Frameworks"
            columns={COLUMNS}
            rows={query.data}
            rowKey={(framework) => framework.id}
            expected={4}
            empty={<EmptyState title="No framework is published" />}
          />
        )}
      </Panel>
    </>
  );
}
