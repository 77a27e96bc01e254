import { Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCan } from '../auth/session';
import { DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { Filters, SearchInput } from '../components/Filters';
import { LoadMore } from '../components/LoadMore';
import { ButtonLink } from '../components/links';
import { PageHeader } from '../components/PageHeader';
import { Panel } from '../components/Panel';
import { ProblemAlert } from '../components/ProblemAlert';
import { LIFECYCLES, options, RISK_TIERS } from './labels';
import { systemsQuery } from './queries';
import { COLUMNS } from './systemColumns';

const route = getRouteApi('/console/systems');

function RegisterButton() {
  return (
    <ButtonLink to="/systems/new" leftSection={<IconPlus size={16} />}>
      Register a system
    </ButtonLink>
  );
}

/** The register of AI systems. */
export function SystemsPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const mayWrite = useCan('systems:write');
  const query = useInfiniteQuery(systemsQuery(filters));
  const rows = query.data?.pages.flatMap((page) => page.items);
  const filtered = Object.values(filters).some(Boolean);
  const filterBy = (change: Partial<typeof filters>) =>
    navigate({ search: (current) => ({ ...current, ...change }), replace: true });

  return (
    <>
      <PageHeader
        title="Systems"
        description="The register of AI systems: what they are for, who answers for them, and what is known about them."
        actions={mayWrite ? <RegisterButton /> : null}
      />
      <Panel flush>
        <Filters>
          <SearchInput
            label="Search by name, purpose or owner"
            value={filters.search}
            onChange={(search) => filterBy({ search })}
          />
          <Select
            aria-label="Risk tier"
            placeholder="Any risk tier"
            clearable
            data={options(RISK_TIERS)}
            value={filters.risk_tier ?? null}
            onChange={(value) => filterBy({ risk_tier: value ?? undefined })}
          />
          <Select
            aria-label="Lifecycle"
            placeholder="Any lifecycle"
            clearable
            data={options(LIFECYCLES)}
            value={filters.lifecycle ?? null}
            onChange={(value) => filterBy({ lifecycle: value ?? undefined })}
          />
        </Filters>
        {query.isError && !rows ? (
          <ProblemAlert title="The systems could not be loaded" error={query.error} onRetry={query.refetch} />
        ) : (
          <DataTable
            caption="AI systems"
            columns={COLUMNS}
            rows={rows}
            rowKey={(system) => system.id}
            empty={
              filtered ? (
                <EmptyState title="No system matches the filters" />
              ) : (
                <EmptyState title="No system is registered yet" action={mayWrite ? <RegisterButton /> : null}>
                  Systems appear here once they are registered.
                </EmptyState>
              )
            }
          />
        )}
        {rows && rows.length > 0 ? <LoadMore shown={rows.length} noun={['system', 'systems']} query={query} /> : null}
      </Panel>
    </>
  );
}
