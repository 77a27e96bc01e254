import '@mantine/notifications/styles.layer.css';
import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { IconMenu2 } from '@tabler/icons-react';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Logo } from '../components/Logo';
import { AccountMenu } from './AccountMenu';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';

/** Moves the focus to the content after each change of page, as a full page load would. */
function useFocusOnNavigation() {
  const router = useRouter();
  const main = useRef<HTMLElement>(null);
  useEffect(
    () =>
      router.subscribe('onResolved', ({ pathChanged, fromLocation }) => {
        // Tabs of one system share the page; the focus stays on the tab that was chosen.
        if (fromLocation && pathChanged && !document.activeElement?.closest('[data-keep-focus]')) {
          main.current?.focus({ preventScroll: true });
        }
      }),
    [router],
  );
  return main;
}

/** The frame of every page behind the sign-in. */
export function Shell() {
  const [open, menu] = useDisclosure(false);
  const main = useFocusOnNavigation();
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <header className={classes.topBar}>
        <ActionIcon variant="subtle" color="gray" size="lg" onClick={menu.open} aria-label="Open the navigation">
          <IconMenu2 size={20} />
        </ActionIcon>
        <Logo size={24} />
        <AccountMenu compact />
      </header>
      <aside className={classes.sidebar}>
        <div className={classes.logo}>
          <Logo size={26} />
        </div>
        <Navigation />
        <AccountMenu />
      </aside>
      <Drawer
        opened={open}
        onClose={menu.close}
        size={264}
        title={<Logo size={24} />}
        closeButtonProps={{ 'aria-label': 'Close the navigation' }}
      >
        <Navigation onNavigate={menu.close} />
      </Drawer>
      <Notifications position="bottom-right" containerWidth={380} limit={4} />
      <main id="content" ref={main} tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
    </div>
  );
}
