import { Avatar, Menu, SegmentedControl, Text, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconSelector, IconUserCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { setCsrfToken } from '../api/client';
import { ROLE_LABELS } from '../auth/permissions';
import { useAccount, useSignOut } from '../auth/session';
import { notifyFailed } from '../components/notify';
import classes from './AccountMenu.module.css';

const SCHEMES = [
  { value: 'auto', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

function useLeave() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const signOut = useSignOut();
  return () =>
    signOut.mutate(undefined, {
      onSuccess: async () => {
        setCsrfToken(null);
        await router.navigate({ to: '/sign-in' });
        queryClient.clear();
      },
      onError: (error) => notifyFailed('You could not be signed out', error),
    });
}

/** Who is signed in, the colour scheme, and the way out. */
export function AccountMenu({ compact = false }: { compact?: boolean }) {
  const account = useAccount();
  const router = useRouter();
  const leave = useLeave();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu width={232} position={compact ? 'bottom-end' : 'top-start'}>
      <Menu.Target>
        <button type="button" className={classes.target}>
          <span className="visually-hidden">Account: {compact ? account.display_name : null}</span>
          <Avatar aria-hidden="true" size={28} radius={8} name={account.display_name} color="petrol" />
          {compact ? null : (
            <>
              <span className={classes.person}>
                <span className={classes.name}>{account.display_name}</span>
                <span className={classes.role}>{ROLE_LABELS[account.role]}</span>
              </span>
              <IconSelector size={16} aria-hidden="true" />
            </>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="sm" c="dimmed" px={12} pt={6} truncate>
          {account.email}
        </Text>
        <div className={classes.scheme}>
          <SegmentedControl
            aria-label="Colour scheme"
            size="xs"
            fullWidth
            data={SCHEMES}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as typeof colorScheme)}
          />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconUserCircle size={16} />} onClick={() => router.navigate({ to: '/account' })}>
          Account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
