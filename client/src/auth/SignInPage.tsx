import { Alert, Button, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { isStatus, messageOf } from '../api/problem';
import { Guilloche } from '../components/Guilloche';
import { Logo } from '../components/Logo';
import { useDocumentTitle } from '../components/useDocumentTitle';
import { returnPath } from './returnPath';
import { useSignIn } from './session';
import classes from './SignInPage.module.css';
import { waitInWords } from './throttling';

const route = getRouteApi('/sign-in');

function refusal(error: unknown): string {
  if (isStatus(error, 401)) {
    return 'The e-mail address or the password is wrong.';
  }
  if (isStatus(error, 429)) {
    const wait = error.retryAfter === null ? 'a while' : waitInWords(error.retryAfter);
    return `Too many failed attempts for this account. Try again in ${wait}.`;
  }
  return messageOf(error);
}

export function SignInPage() {
  useDocumentTitle('Sign in');
  const search = route.useSearch();
  const router = useRouter();
  const signIn = useSignIn();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.trim() ? null : 'Enter your e-mail address.'),
      password: (value) => (value ? null : 'Enter your password.'),
    },
  });

  const submit = form.onSubmit(({ email, password }) => {
    signIn.mutate(
      { email: email.trim(), password },
      { onSuccess: () => router.history.push(returnPath(search.return_to)) },
    );
  });

  return (
    <div className={classes.page}>
      <aside className={classes.brand}>
        <Guilloche className={classes.pattern} />
        <Logo size={30} />
        <p className={classes.statement}>
          Every duty named. <br />
          Every answer evidenced.
        </p>
        <p className={classes.explanation}>
          Syndic holds AI systems against the EU AI Act, the NIST AI RMF and ISO/IEC 42001, and keeps a record that can
          be verified.
        </p>
      </aside>
      <main className={classes.main}>
        <form onSubmit={submit} noValidate className={classes.form} aria-labelledby="sign-in-title">
          <div className={classes.smallLogo}>
            <Logo size={28} />
          </div>
          <Title order={1} id="sign-in-title" mb={4}>
            Sign in
          </Title>
          <p className={classes.hint}>Use the account your administrator gave you.</p>
          <div role="status">
            {search.expired && !signIn.isError ? (
              <Alert color="yellow" role="note" mb="md">
                Your session has ended. Sign in again to continue where you were.
              </Alert>
            ) : null}
          </div>
          {signIn.isError ? (
            <Alert color="red" mb="md" title={isStatus(signIn.error, 429) ? 'Sign-in is paused' : undefined}>
              {refusal(signIn.error)}
            </Alert>
          ) : null}
          <Stack gap="md">
            <TextInput label="E-mail" type="email" autoComplete="username" {...form.getInputProps('email')} />
            <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
            <Button type="submit" fullWidth size="md" loading={signIn.isPending}>
              Sign in
            </Button>
          </Stack>
        </form>
      </main>
    </div>
  );
}
