import { Button, Group, Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { Versioned } from '../api/client';
import { ApiError, isStatus } from '../api/problem';
import type { System } from '../api/types';
import { notifyDone } from '../components/notify';
import { ProblemAlert } from '../components/ProblemAlert';
import { ConflictAlert } from './ConflictAlert';
import { useUpdateSystem } from './queries';
import { RemoveSystem } from './RemoveSystem';
import { SystemFields } from './SystemFields';
import { changesOf, rebase, systemValidation, type SystemValues, valuesOf } from './systemValues';

interface EditSystemDialogProps {
  /** The version that the dialog was opened on. */
  opened: Versioned<System>;
  onClose: () => void;
}

/** Changes what is registered about a system. */
export function EditSystemDialog({ opened, onClose }: EditSystemDialogProps) {
  // The list may refresh in the background; the change stays bound to the version that the editor has seen.
  const [base, setBase] = useState(opened);
  const system = base.data;
  const update = useUpdateSystem(system.id);
  const conflict = isStatus(update.error, 412);
  const form = useForm<SystemValues>({ initialValues: valuesOf(system), validate: systemValidation });

  const submit = form.onSubmit((values) =>
    update.mutate(
      { update: changesOf(valuesOf(system), values), etag: base.etag },
      {
        onSuccess: () => {
          notifyDone('The changes are saved.');
          onClose();
        },
        onError: (error) => error instanceof ApiError && form.setErrors(error.fieldErrors),
      },
    ),
  );
  const continueOn = (newest: Versioned<System>) => {
    form.setValues(rebase(valuesOf(system), form.getValues(), valuesOf(newest.data)));
    setBase(newest);
    update.reset();
  };
  return (
    <Modal opened onClose={onClose} title="Edit the system" size={640}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {conflict ? (
            <ConflictAlert systemId={system.id} onReloaded={continueOn} />
          ) : update.isError ? (
            <ProblemAlert title="The changes were not saved" error={update.error} />
          ) : null}
          <SystemFields form={form} />
          <Group justify="space-between" mt="xs">
            <RemoveSystem system={system} etag={base.etag} />
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" disabled={conflict} loading={update.isPending}>
                Save
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
