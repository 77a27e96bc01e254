import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { ControlResult, Execution } from '../api/types';
import { EmptyState } from '../components/EmptyState';
import { Filters, SearchInput } from '../components/Filters';
import { Panel } from '../components/Panel';
import { PageSkeleton } from '../components/PageSkeleton';
import { ProblemAlert } from '../components/ProblemAlert';
import { controlsOf } from '../frameworks/controls';
import { frameworkQuery } from '../frameworks/queries';
import { AttestDialog } from './AttestDialog';
import { byGroup, byOutcome, matchingResults } from './grouping';
import { OutcomeFilter } from './OutcomeFilter';
import { resultsQuery } from './queries';
import { ResultGroupSection } from './ResultGroupSection';

const route = getRouteApi('/console/executions/$executionId');

const GROUPINGS = [
  { value: 'group', label: 'By group' },
  { value: 'outcome', label: 'By outcome' },
];

/** The results of all controls, filtered and grouped. */
export function Results({ execution }: { execution: Execution }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const results = useQuery(resultsQuery(execution.id));
  const catalog = useQuery(frameworkQuery(execution.framework_id));
  const framework = catalog.data;
  const [attested, setAttested] = useState<ControlResult>();
  const controls = useMemo(
    () => new Map(controlsOf(framework?.groups ?? []).map((control) => [control.id, control])),
    [framework],
  );
  const change = (next: Partial<typeof search>) =>
    navigate({ search: (current) => ({ ...current, ...next }), replace: true, resetScroll: false });

  if (results.isError) {
    return <ProblemAlert title="The results could not be loaded" error={results.error} onRetry={results.refetch} />;
  }
  // Without the catalog the results are still shown, but not before it is clear that it does not come.
  if (!results.data || catalog.isPending) {
    return <PageSkeleton />;
  }
  const matching = matchingResults(results.data, search);
  const groups = search.by === 'outcome' ? byOutcome(matching) : byGroup(matching, framework?.groups ?? []);
  return (
    <>
      {attested ? (
        <AttestDialog
          execution={execution}
          result={attested}
          control={controls.get(attested.control_id)}
          onClose={() => setAttested(undefined)}
        />
      ) : null}
      <Panel
        title="Control results"
        actions={
          <SegmentedControl
            aria-label="Grouping"
            size="xs"
            data={GROUPINGS}
            value={search.by ?? 'group'}
            onChange={(value) => change({ by: value === 'outcome' ? 'outcome' : undefined })}
          />
        }
        flush
      >
        <Filters>
          <SearchInput
            label="Search controls and reasons"
            value={search.search}
            onChange={(text) => change({ search: text })}
          />
          <OutcomeFilter results={results.data} value={search.outcome} onChange={(outcome) => change({ outcome })} />
        </Filters>
        {groups.length === 0 ? (
          <EmptyState title="No control matches the filters" />
        ) : (
          groups.map((group) => (
            <ResultGroupSection
              key={group.id}
              systemId={execution.system_id}
              group={group}
              controls={controls}
              onAttest={setAttested}
            />
          ))
        )}
      </Panel>
    </>
  );
}
