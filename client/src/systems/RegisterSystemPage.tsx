import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { idempotencyKey } from '../api/client';
import { ApiError } from '../api/problem';
import { ButtonLink, TextLink } from '../components/links';
import { notifyDone } from '../components/notify';
import { PageHeader } from '../components/PageHeader';
import { Panel } from '../components/Panel';
import { ProblemAlert } from '../components/ProblemAlert';
import { useCreateSystem } from './queries';
import { SystemFields } from './SystemFields';
import { systemValidation, type SystemValues } from './systemValues';

interface RegistrationValues extends SystemValues {
  sources: { title: string; url: string }[];
}

function SourceFields({ form }: { form: UseFormReturnType<RegistrationValues> }) {
  return (
    <Stack gap="xs">
      <div>
        <Text fw={500}>Sources</Text>
        <Text size="sm" c="dimmed">
          Public documents that statements about the system rest on
        </Text>
      </div>
      {form.values.sources.map((_, index) => (
        // Sources have no identity of their own before they are saved.
        // oxlint-disable-next-line react/no-array-index-key
        <Group key={index} gap="xs" align="start" wrap="nowrap">
          <TextInput
            aria-label={`Title of source ${index + 1}`}
            placeholder="Title"
            flex={1}
            {...form.getInputProps(`sources.${index}.title`)}
          />
          <TextInput
            aria-label={`Address of source ${index + 1}`}
            placeholder="https://"
            type="url"
            flex={2}
            {...form.getInputProps(`sources.${index}.url`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={`Remove source ${index + 1}`}
            onClick={() => form.removeListItem('sources', index)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        style={{ alignSelf: 'start' }}
        onClick={() => form.insertListItem('sources', { title: '', url: '' })}
      >
        Add a source
      </Button>
    </Stack>
  );
}

/** The form that registers a system. */
export function RegisterSystemPage() {
  const navigate = useNavigate();
  const create = useCreateSystem();
  // One key for this form: sending it twice, by a double click or after a lost answer, registers one system.
  const [key] = useState(idempotencyKey);
  const form = useForm<RegistrationValues>({
    initialValues: { name: '', purpose: '', owner: '', provider: '', risk_tier: null, lifecycle: null, sources: [] },
    validate: {
      ...systemValidation,
      sources: {
        title: (value) => (value.trim() ? null : 'Enter a title.'),
        url: (value) => (/^https?:\/\/\S+$/.test(value.trim()) ? null : 'Enter an address with https://.'),
      },
    },
  });
  const submit = form.onSubmit(({ risk_tier, lifecycle, provider, ...values }) => {
    if (!risk_tier || !lifecycle) {
      return;
    }
    create.mutate(
      { system: { ...values, risk_tier, lifecycle, provider: provider.trim() || null, facts: {} }, key },
      {
        onSuccess: (system) => {
          notifyDone(`${system.name} is registered.`);
          void navigate({ to: '/systems/$systemId/facts', params: { systemId: system.id } });
        },
        onError: (error) => error instanceof ApiError && form.setErrors(error.fieldErrors),
      },
    );
  });
  return (
    <>
      <PageHeader
        title="Register a system"
        above={<TextLink to="/systems">Systems</TextLink>}
        description="Facts about the system are stated after this; what is not stated counts as unknown, not as no."
      />
      <Panel>
        <form onSubmit={submit} noValidate>
          <Stack gap="md" maw={680}>
            {create.isError ? <ProblemAlert title="The system was not registered" error={create.error} /> : null}
            <SystemFields form={form as unknown as UseFormReturnType<SystemValues>} />
            <SourceFields form={form} />
            <Group gap="xs">
              <Button type="submit" loading={create.isPending}>
                Register
              </Button>
              <ButtonLink to="/systems" variant="default">
                Cancel
              </ButtonLink>
            </Group>
          </Stack>
        </form>
      </Panel>
    </>
  );
}
