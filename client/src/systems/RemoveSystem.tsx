import { Button, Popover, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { messageOf } from '../api/problem';
import type { System } from '../api/types';
import { notifyDone } from '../components/notify';
import { useDeleteSystem } from './queries';

/** Removes a system that was registered by mistake. One that was executed stays, and can be retired instead. */
export function RemoveSystem({ system, etag }: { system: System; etag: string }) {
  const navigate = useNavigate();
  const remove = useDeleteSystem(system.id);
  const confirm = () =>
    remove.mutate(etag, {
      onSuccess: () => {
        notifyDone(`${system.name} was removed.`);
        void navigate({ to: '/systems' });
      },
    });
  return (
    <Popover width={300} position="top-start" trapFocus withArrow shadow="md" onClose={remove.reset}>
      <Popover.Target>
        <Button color="red" variant="subtle">
          Remove…
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="sm">
            Only a system that was never executed can be removed. One that was in use is retired through its lifecycle.
          </Text>
          {remove.isError ? (
            <Text size="sm" c="var(--fail-ink)" role="alert">
              {messageOf(remove.error)}
            </Text>
          ) : null}
          <Button color="red" loading={remove.isPending} onClick={confirm}>
            Remove for good
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
