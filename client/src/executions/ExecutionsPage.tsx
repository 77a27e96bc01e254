import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Filters } from '../components/Filters';
import { PageHeader } from '../components/PageHeader';
import { Panel } from '../components/Panel';
import { frameworksQuery } from '../frameworks/queries';
import { shortTitle } from '../frameworks/shortTitle';
import { ExecutionTable } from './ExecutionTable';

const route = getRouteApi('/console/executions');

const STATUSES = [
  { value: 'queued', label: 'Queued' },
  { value: 'running', label: 'Running' },
  { value: 'completed', label: 'Completed' },
  { value: 'failed', label: 'Failed' },
] as const;

/** Every execution on every system. */
export function ExecutionsPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const frameworks = useQuery(frameworksQuery);
  const filterBy = (change: Partial<typeof filters>) =>
    navigate({ search: (current) => ({ ...current, ...change }), replace: true });
  return (
    <>
      <PageHeader
        title="Executions"
        description="Each run of a framework against a system, from the moment it was requested."
      />
      <Panel flush>
        <Filters>
          <Select
            aria-label="Framework"
            placeholder="Any framework"
            clearable
            data={frameworks.data?.map(({ id, title }) => ({ value: id, label: shortTitle(title) })) ?? []}
            value={filters.framework_id ?? null}
            onChange={(value) => filterBy({ framework_id: value ?? undefined })}
          />
          <Select
            aria-label="Status"
            placeholder="Any status"
            clearable
            data={STATUSES}
            value={filters.status ?? null}
            onChange={(value) => filterBy({ status: value ?? undefined })}
          />
        </Filters>
        <ExecutionTable filters={filters} withSystem />
      </Panel>
    </>
  );
}
