import { Alert, Stack } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { EmptyState } from '../components/EmptyState';
import { Filters, SearchInput } from '../components/Filters';
import { formatDate, plural } from '../components/format';
import { Hash } from '../components/Hash';
import { TextLink } from '../components/links';
import { PageHeader } from '../components/PageHeader';
import { Panel } from '../components/Panel';
import { matchingGroups } from './controls';
import { GroupPanel } from './GroupPanel';
import { frameworkQuery } from './queries';

const route = getRouteApi('/console/frameworks/$frameworkId');

/** One framework with all its groups and controls. */
export function FrameworkPage() {
  const { frameworkId } = route.useParams();
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const framework = useSuspenseQuery(frameworkQuery(frameworkId)).data;
  const groups = matchingGroups(framework.groups, search ?? '');
  return (
    <>
      <PageHeader
        title={framework.title}
        above={<TextLink to="/frameworks">Frameworks</TextLink>}
        description={
          <>
            Version {framework.version}, published {formatDate(framework.published_at)}.{' '}
            {plural(framework.controls, 'control')}, {framework.rules} of them decided by rules. Digest{' '}
            <Hash value={framework.digest} of={framework.title} />
          </>
        }
      />
      <Stack gap="md">
        {framework.rule_errors.length > 0 ? (
          <Alert color="red" title="Some rules do not compile; executions report their controls as errors">
            {framework.rule_errors.map(({ control_id, message }) => (
              <p key={control_id} style={{ margin: 0 }}>
                <code className="mono">{control_id}</code>: {message}
              </p>
            ))}
          </Alert>
        ) : null}
        <Panel flush>
          <Filters>
            <SearchInput
              label="Search the controls"
              value={search}
              onChange={(text) => navigate({ search: { search: text }, replace: true, resetScroll: false })}
            />
          </Filters>
        </Panel>
        {groups.length === 0 ? (
          <Panel>
            <EmptyState title="No control matches" />
          </Panel>
        ) : (
          groups.map((group) => <GroupPanel key={group.id} group={group} />)
        )}
      </Stack>
    </>
  );
}
