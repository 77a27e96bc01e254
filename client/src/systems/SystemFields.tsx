import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { LIFECYCLES, options, RISK_TIERS } from './labels';
import type { SystemValues } from './systemValues';

/** The fields of a system itself, shared by registering and editing. */
export function SystemFields({ form }: { form: UseFormReturnType<SystemValues> }) {
  return (
    <>
      <TextInput label="Name" required maxLength={200} {...form.getInputProps('name')} />
      <Textarea
        label="Purpose"
        description="What the system does, for whom, and what its output is used for"
        required
        autosize
        minRows={3}
        maxLength={5000}
        {...form.getInputProps('purpose')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <TextInput label="Owner" required maxLength={200} {...form.getInputProps('owner')} />
        <TextInput label="Provider" maxLength={200} {...form.getInputProps('provider')} />
        <Select
          label="Risk tier"
          required
          data={options(RISK_TIERS)}
          allowDeselect={false}
          {...form.getInputProps('risk_tier')}
        />
        <Select
          label="Lifecycle"
          required
          data={options(LIFECYCLES)}
          allowDeselect={false}
          {...form.getInputProps('lifecycle')}
        />
      </SimpleGrid>
    </>
  );
}
