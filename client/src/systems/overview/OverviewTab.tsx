import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState';
import { formatDateTime } from '../../components/format';
import { Panel } from '../../components/Panel';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Properties } from '../../components/Properties';
import { frameworksQuery } from '../../frameworks/queries';
import { systemQuery } from '../queries';
import { FrameworkRow } from './FrameworkRow';
import { MetricsPanel } from './MetricsPanel';
import classes from './OverviewTab.module.css';
import { SourcesPanel } from './SourcesPanel';

const route = getRouteApi('/console/systems/$systemId');

/** The latest result of each framework, and what is known about the system otherwise. */
export function OverviewTab() {
  const { systemId } = route.useParams();
  const system = useSuspenseQuery(systemQuery(systemId)).data.data;
  const frameworks = useQuery(frameworksQuery);
  return (
    <div className={classes.columns}>
      <Panel title="Frameworks" description="Latest result of each, and how often it is executed" flush>
        {frameworks.isError ? (
          <ProblemAlert title="The frameworks could not be loaded" error={frameworks.error} />
        ) : frameworks.data?.length === 0 ? (
          <EmptyState title="No framework is published" />
        ) : (
          <ul className={classes.frameworks}>
            {frameworks.data?.map((framework) => (
              <FrameworkRow key={framework.id} systemId={systemId} framework={framework} />
            ))}
          </ul>
        )}
      </Panel>
      <div className={classes.side}>
        <Panel title="Register entry">
          <Properties
            items={[
              ['Registered', formatDateTime(system.created_at)],
              ['Last changed', formatDateTime(system.updated_at)],
              ['Version', String(system.version)],
              [
                'Identifier',
                <code key="id" className="mono">
                  {system.id}
                </code>,
              ],
            ]}
          />
        </Panel>
        <MetricsPanel systemId={systemId} />
        <SourcesPanel sources={system.sources} />
      </div>
    </div>
  );
}
