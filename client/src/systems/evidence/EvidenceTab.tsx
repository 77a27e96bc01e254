import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { EvidenceItem } from '../../api/types';
import { useCan } from '../../auth/session';
import { Actor } from '../../components/Actor';
import { type Column, DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { Filters } from '../../components/Filters';
import { formatBytes, formatDate, words } from '../../components/format';
import { Hash } from '../../components/Hash';
import { LoadMore } from '../../components/LoadMore';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { TimeAgo } from '../../components/TimeAgo';
import { useNow } from '../../components/useNow';
import classes from './EvidenceTab.module.css';
import { evidenceKind, KIND_OPTIONS } from './kinds';
import { contentAddress, evidenceQuery } from './queries';
import { UploadDialog } from './UploadDialog';

const route = getRouteApi('/console/systems/$systemId/evidence');

function Expiry({ moment }: { moment: string | null | undefined }) {
  const now = useNow();
  if (!moment) {
    return <>No end</>;
  }
  const expired = Date.parse(moment) < now;
  return (
    <span className={expired ? classes.expired : undefined}>
      {expired ? 'Expired ' : ''}
      {formatDate(moment)}
    </span>
  );
}

const COLUMNS: readonly Column<EvidenceItem>[] = [
  {
    key: 'title',
    header: 'Evidence',
    render: (item) => (
      <>
        <span className={classes.title}>{item.title}</span>
        <span className={classes.detail}>
          {item.media_type} · {formatBytes(item.size_bytes)}
          {item.controls.length > 0 ? ` · ${item.controls.join(', ')}` : ''}
        </span>
      </>
    ),
  },
  { key: 'kind', header: 'Kind', render: (item) => words(item.kind) },
  { key: 'expires', header: 'Valid until', render: (item) => <Expiry moment={item.expires_at} /> },
  {
    key: 'added',
    header: 'Added',
    render: (item) => (
      <>
        <TimeAgo moment={item.collected_at} />
        <span className={classes.detail}>
          <Actor actor={item.created_by} />
        </span>
      </>
    ),
  },
  { key: 'hash', header: 'SHA-256', render: (item) => <Hash value={item.sha256} of={item.title} /> },
  {
    key: 'download',
    header: 'File',
    align: 'end',
    render: (item) => (
      <Tooltip label="Download">
        <ActionIcon
          component="a"
          href={contentAddress(item.id)}
          download
          variant="subtle"
          color="gray"
          aria-label={`Download ${item.title}`}
        >
          <IconDownload size={16} />
        </ActionIcon>
      </Tooltip>
    ),
  },
];

/** The files that prove what is stated about the system. */
export function EvidenceTab() {
  const { systemId } = route.useParams();
  const navigate = route.useNavigate();
  const kind = evidenceKind(route.useSearch().kind);
  const mayWrite = useCan('evidence:write');
  const [adding, dialog] = useDisclosure(false);
  const query = useInfiniteQuery(evidenceQuery(systemId, kind));
  const rows = query.data?.pages.flatMap((page) => page.items);
  const addButton = mayWrite ? (
    <Button leftSection={<IconUpload size={16} />} onClick={dialog.open}>
      Add evidence
    </Button>
  ) : null;
  return (
    <>
      {adding ? <UploadDialog systemId={systemId} onClose={dialog.close} /> : null}
      <Panel
        title="Evidence"
        description="Stored under its SHA-256; never changed, never removed"
        actions={addButton}
        flush
      >
        <Filters>
          <Select
            aria-label="Kind of evidence"
            placeholder="Any kind"
            clearable
            searchable
            data={KIND_OPTIONS}
            value={kind ?? null}
            onChange={(value) => navigate({ search: { kind: value ?? undefined }, replace: true })}
          />
        </Filters>
        {query.isError && !rows ? (
          <ProblemAlert title="The evidence could not be loaded" error={query.error} onRetry={query.refetch} />
        ) : (
          <DataTable
            caption="Evidence"
            columns={COLUMNS}
            rows={rows}
            rowKey={(item) => item.id}
            empty={
              <EmptyState title={kind ? 'No evidence of this kind' : 'No evidence yet'}>
                Evidence supports controls that facts alone cannot decide: policies, test reports, procedures.
              </EmptyState>
            }
          />
        )}
        {rows && rows.length > 0 ? <LoadMore shown={rows.length} noun={['item', 'items']} query={query} /> : null}
      </Panel>
    </>
  );
}
