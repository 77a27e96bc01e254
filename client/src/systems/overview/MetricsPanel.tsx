import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { words } from '../../components/format';
import { Panel } from '../../components/Panel';
import { Properties } from '../../components/Properties';
import { TimeAgo } from '../../components/TimeAgo';
import classes from './MetricsPanel.module.css';

const number = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 });

/** The latest value of each metric that was reported; nothing when none was. */
export function MetricsPanel({ systemId }: { systemId: string }) {
  const query = useQuery({
    queryKey: ['systems', systemId, 'metrics'],
    queryFn: ({ signal }) =>
      body(api.GET('/api/systems/{system_id}/metrics', { params: { path: { system_id: systemId } }, signal })),
  });
  if (!query.data || query.data.latest.length === 0) {
    return null;
  }
  return (
    <Panel title="Reported metrics">
      <Properties
        items={query.data.latest.map((metric) => [
          words(metric.name),
          <span key={metric.name} className={classes.metric}>
            <span className="numeric">{number.format(metric.value)}</span>
            <span className={classes.when}>
              <TimeAgo moment={metric.reported_at} />
            </span>
          </span>,
        ])}
      />
    </Panel>
  );
}
