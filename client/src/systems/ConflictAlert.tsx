import { Alert, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Versioned } from '../api/client';
import type { System } from '../api/types';
import { notifyFailed } from '../components/notify';
import { systemQuery } from './queries';

interface ConflictAlertProps {
  systemId: string;
  /** Called with the newest version; what was entered stays and can be saved onto it. */
  onReloaded: (newest: Versioned<System>) => void;
}

/** Tells that somebody else changed the system meanwhile, and fetches what they made of it. Nothing can be saved before. */
export function ConflictAlert({ systemId, onReloaded }: ConflictAlertProps) {
  const queryClient = useQueryClient();
  const [loading, setLoading] = useState(false);
  const reload = async () => {
    setLoading(true);
    try {
      // A fetch under way may have begun before the other change.
      await queryClient.cancelQueries({ queryKey: systemQuery(systemId).queryKey });
      onReloaded(await queryClient.fetchQuery({ ...systemQuery(systemId), staleTime: 0 }));
    } catch (error) {
      notifyFailed('The newest version could not be loaded', error);
    } finally {
      setLoading(false);
    }
  };
  return (
    <Alert color="yellow" title="Somebody else changed this system meanwhile">
      <p style={{ margin: 0 }}>
        Nothing was overwritten, and what you entered is kept. Load the newest version, look at what changed, and save
        again.
      </p>
      <Button variant="default" size="xs" mt="sm" loading={loading} onClick={reload}>
        Load the newest version
      </Button>
    </Alert>
  );
}
