import { Button, TextInput } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useCan } from '../auth/session';
import { EmptyState } from '../components/EmptyState';
import { Filters } from '../components/Filters';
import { LoadMore } from '../components/LoadMore';
import { PageHeader } from '../components/PageHeader';
import { PageSkeleton } from '../components/PageSkeleton';
import { Panel } from '../components/Panel';
import { ProblemAlert } from '../components/ProblemAlert';
import { EntryList } from './EntryList';
import { type AuditFilters, entriesQuery, useVerify } from './queries';
import { VerificationReport } from './VerificationReport';

const route = getRouteApi('/console/audit');

const FIELDS = [
  ['subject_type', 'Subject type'],
  ['subject_id', 'Subject id'],
  ['actor', 'Actor'],
  ['action', 'Action'],
] as const;

/** The filters compare whole values, so they apply on Enter, not while typing. */
function EntryFilters({ filters, onChange }: { filters: AuditFilters; onChange: (filters: AuditFilters) => void }) {
  const [values, setValues] = useState(filters);
  const filled = Object.values(values).some(Boolean);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(values);
      }}
    >
      <Filters>
        {FIELDS.map(([field, label]) => (
          <TextInput
            key={field}
            aria-label={label}
            placeholder={label}
            value={values[field] ?? ''}
            onChange={(event) => setValues({ ...values, [field]: event.currentTarget.value.trim() || undefined })}
          />
        ))}
        <Button type="submit" variant="default">
          Filter
        </Button>
        {filled ? (
          <Button
            variant="subtle"
            onClick={() => {
              setValues({});
              onChange({});
            }}
          >
            Clear
          </Button>
        ) : null}
      </Filters>
    </form>
  );
}

/** The record of everything that changed, chained by hashes. */
export function AuditPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const mayVerify = useCan('audit:verify');
  const verify = useVerify();
  const query = useInfiniteQuery(entriesQuery(filters));
  const entries = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every change, newest first. Each entry carries the hash of the one before it, so none can be altered or removed unseen."
        actions={
          mayVerify ? (
            <Button
              leftSection={<IconShieldCheck size={16} />}
              loading={verify.isPending}
              onClick={() => verify.mutate()}
            >
              Verify
            </Button>
          ) : null
        }
      />
      <div aria-live="polite">
        {verify.isPending ? (
          <p className="visually-hidden">Verifying the log and the stored objects</p>
        ) : verify.data ? (
          <VerificationReport verification={verify.data} />
        ) : null}
      </div>
      {verify.isError ? <ProblemAlert title="The log could not be verified" error={verify.error} /> : null}
      <Panel flush>
        <EntryFilters filters={filters} onChange={(next) => navigate({ search: next, replace: true })} />
        {query.isError && !entries ? (
          <ProblemAlert title="The entries could not be loaded" error={query.error} onRetry={query.refetch} />
        ) : !entries ? (
          <PageSkeleton />
        ) : entries.length === 0 ? (
          <EmptyState title="No entry matches the filters" />
        ) : (
          <>
            <EntryList entries={entries} />
            <LoadMore shown={entries.length} noun={['entry', 'entries']} query={query} />
          </>
        )}
      </Panel>
    </>
  );
}
