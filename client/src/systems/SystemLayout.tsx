import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import { useCan } from '../auth/session';
import { TextLink } from '../components/links';
import { PageHeader } from '../components/PageHeader';
import { TabLinks } from '../components/TabLinks';
import { LifecycleBadge, RiskTierBadge } from './Badges';
import { EditSystemDialog } from './EditSystemDialog';
import { systemQuery } from './queries';
import classes from './SystemLayout.module.css';

const route = getRouteApi('/console/systems/$systemId');

const TABS = [
  { to: '/systems/$systemId', label: 'Overview' },
  { to: '/systems/$systemId/facts', label: 'Facts' },
  { to: '/systems/$systemId/executions', label: 'Executions' },
  { to: '/systems/$systemId/evidence', label: 'Evidence' },
] as const;

/** The head of a system's page and the tabs below it. */
export function SystemLayout() {
  const { systemId } = route.useParams();
  const current = useSuspenseQuery(systemQuery(systemId)).data;
  const system = current.data;
  const mayWrite = useCan('systems:write');
  const [editing, editor] = useDisclosure(false);
  return (
    <>
      <PageHeader
        title={system.name}
        above={<TextLink to="/systems">Systems</TextLink>}
        badges={
          <Group gap="sm">
            <RiskTierBadge tier={system.risk_tier} />
            <LifecycleBadge lifecycle={system.lifecycle} />
          </Group>
        }
        description={
          <>
            <p className={classes.purpose}>{system.purpose}</p>
            <p className={classes.people}>
              Owner <strong>{system.owner}</strong>
              {system.provider ? (
                <>
                  {' · '}Provider <strong>{system.provider}</strong>
                </>
              ) : null}
            </p>
          </>
        }
        actions={
          mayWrite ? (
            <Button variant="default" leftSection={<IconPencil size={16} />} onClick={editor.open}>
              Edit
            </Button>
          ) : null
        }
      />
      {editing ? <EditSystemDialog opened={current} onClose={editor.close} /> : null}
      <TabLinks label={`Sections of ${system.name}`} tabs={TABS} params={{ systemId }} />
      <Outlet />
    </>
  );
}
