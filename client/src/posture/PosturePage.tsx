import { Button, Stack } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { PageHeader } from '../components/PageHeader';
import { PageSkeleton } from '../components/PageSkeleton';
import { ProblemAlert } from '../components/ProblemAlert';
import { TimeAgo } from '../components/TimeAgo';
import { FrameworkCards } from './FrameworkCards';
import { HistoryPanel } from './HistoryPanel';
import { Matrix } from './Matrix';
import { NothingYet } from './NothingYet';
import { Overall } from './Overall';
import { postureQuery } from './queries';

/** How all systems stand against all frameworks. */
export function PosturePage() {
  const query = useQuery(postureQuery);
  const posture = query.data;
  if (query.isError && !posture) {
    return <ProblemAlert title="The posture could not be loaded" error={query.error} onRetry={query.refetch} />;
  }
  if (!posture) {
    return <PageSkeleton />;
  }
  return (
    <>
      <PageHeader
        title="Posture"
        description={
          <>
            Latest completed execution of each framework on each system. Updated <TimeAgo moment={posture.as_of} />.
          </>
        }
        actions={
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            loading={query.isFetching}
            onClick={() => query.refetch()}
          >
            Refresh
          </Button>
        }
      />
      {posture.systems.length === 0 ? (
        <NothingYet />
      ) : (
        <Stack gap="md">
          <Overall posture={posture} />
          <FrameworkCards frameworks={posture.frameworks} />
          <HistoryPanel frameworks={posture.frameworks} />
          <Matrix posture={posture} />
        </Stack>
      )}
    </>
  );
}
