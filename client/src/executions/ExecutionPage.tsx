import { Button, Group, Stack } from '@mantine/core';
import { IconDownload, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Execution } from '../api/types';
import { useCan } from '../auth/session';
import { Actor } from '../components/Actor';
import { ErrorPage } from '../components/ErrorPage';
import { TextLink } from '../components/links';
import { notifyFailed } from '../components/notify';
import { PageHeader } from '../components/PageHeader';
import { PageSkeleton } from '../components/PageSkeleton';
import { TimeAgo } from '../components/TimeAgo';
import { frameworksQuery } from '../frameworks/queries';
import { shortTitle } from '../frameworks/shortTitle';
import { ExecutionFacts } from './ExecutionFacts';
import { ExecutionState } from './ExecutionState';
import { isActive } from './polling';
import { useExecute, useExecution } from './queries';
import { Results } from './Results';
import { StatusBadge } from './StatusBadge';

const route = getRouteApi('/console/executions/$executionId');

function Actions({ execution }: { execution: Execution }) {
  const mayExecute = useCan('executions:write');
  const navigate = useNavigate();
  const execute = useExecute(execution.system_id);
  const again = () =>
    execute.mutate(execution.framework_id, {
      onSuccess: ({ id }) => navigate({ to: '/executions/$executionId', params: { executionId: id } }),
      onError: (error) => notifyFailed('The framework was not executed', error),
    });
  return (
    <Group gap="xs">
      {execution.document_sha256 ? (
        <Button
          component="a"
          href={`/api/executions/${execution.id}/document`}
          download={`assessment-results-${execution.id}.json`}
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          OSCAL document
        </Button>
      ) : null}
      {mayExecute && !isActive(execution.status) ? (
        <Button leftSection={<IconPlayerPlay size={16} />} loading={execute.isPending} onClick={again}>
          Run again
        </Button>
      ) : null}
    </Group>
  );
}

/** One execution: its progress while it is under way, then what it found. */
export function ExecutionPage() {
  const { executionId } = route.useParams();
  const query = useExecution(executionId);
  const frameworks = useQuery(frameworksQuery);
  const execution = query.data;
  if (query.isError && !execution) {
    return <ErrorPage error={query.error} reset={query.refetch} />;
  }
  if (!execution) {
    return <PageSkeleton />;
  }
  const found = frameworks.data?.find(({ id }) => id === execution.framework_id);
  const title = found ? shortTitle(found.title) : execution.framework_id;
  return (
    <>
      <PageHeader
        title={title}
        above={
          <>
            <TextLink to="/systems">Systems</TextLink>
            <TextLink to="/systems/$systemId" params={{ systemId: execution.system_id }}>
              {execution.system_name}
            </TextLink>
            <TextLink to="/systems/$systemId/executions" params={{ systemId: execution.system_id }}>
              Executions
            </TextLink>
          </>
        }
        badges={<StatusBadge status={execution.status} />}
        description={
          <>
            On {execution.system_name}, requested <TimeAgo moment={execution.queued_at} /> by{' '}
            <Actor actor={execution.requested_by} />
          </>
        }
        actions={<Actions execution={execution} />}
      />
      <Stack gap="md">
        <ExecutionState execution={execution} />
        {execution.status === 'completed' ? <Results execution={execution} /> : null}
        <ExecutionFacts execution={execution} />
      </Stack>
    </>
  );
}
