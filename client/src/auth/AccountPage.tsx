import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiError, messageOf } from '../api/problem';
import { formatDate } from '../components/format';
import { notifyDone } from '../components/notify';
import { PageHeader } from '../components/PageHeader';
import { Panel } from '../components/Panel';
import { Properties } from '../components/Properties';
import { ROLE_LABELS } from './permissions';
import { useAccount, useChangePassword } from './session';

const SHORTEST_PASSWORD = 12;

function PasswordForm() {
  const change = useChangePassword();
  const form = useForm({
    initialValues: { current_password: '', new_password: '', repeated: '' },
    validate: {
      current_password: (value) => (value ? null : 'Enter your current password.'),
      new_password: (value) =>
        value.length >= SHORTEST_PASSWORD ? null : `Use at least ${SHORTEST_PASSWORD} characters.`,
      repeated: (value, values) => (value === values.new_password ? null : 'The two new passwords differ.'),
    },
  });
  const submit = form.onSubmit(({ current_password, new_password }) =>
    change.mutate(
      { current_password, new_password },
      {
        onSuccess: () => {
          form.reset();
          notifyDone('Your password was changed.');
        },
        onError: (error) => error instanceof ApiError && form.setErrors(error.fieldErrors),
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={380}>
        {change.isError ? <Alert color="red">{messageOf(change.error)}</Alert> : null}
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          {...form.getInputProps('current_password')}
        />
        <PasswordInput
          label="New password"
          description={`At least ${SHORTEST_PASSWORD} characters`}
          autoComplete="new-password"
          {...form.getInputProps('new_password')}
        />
        <PasswordInput label="New password again" autoComplete="new-password" {...form.getInputProps('repeated')} />
        <Button type="submit" loading={change.isPending} style={{ alignSelf: 'start' }}>
          Change the password
        </Button>
      </Stack>
    </form>
  );
}

/** One's own account. */
export function AccountPage() {
  const account = useAccount();
  return (
    <>
      <PageHeader title="Account" />
      <Stack gap="md" maw={640}>
        <Panel title="Profile">
          <Properties
            items={[
              ['Name', account.display_name],
              ['E-mail', account.email],
              ['Role', ROLE_LABELS[account.role]],
              ['Member since', formatDate(account.created_at)],
            ]}
          />
        </Panel>
        <Panel title="Password">
          <PasswordForm />
        </Panel>
      </Stack>
    </>
  );
}
