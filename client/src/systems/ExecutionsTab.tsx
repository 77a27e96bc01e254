import { getRouteApi } from '@tanstack/react-router';
import { Panel } from '../components/Panel';
import { ExecutionTable } from '../executions/ExecutionTable';

const route = getRouteApi('/console/systems/$systemId');

/** Every execution on one system, newest first. */
export function ExecutionsTab() {
  const { systemId } = route.useParams();
  return (
    <Panel title="Executions" description="Newest first" flush>
      <ExecutionTable filters={{ system_id: systemId }} withSystem={false} />
    </Panel>
  );
}
