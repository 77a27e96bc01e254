import type { Execution } from '../api/types';
import { actorName } from '../components/actorName';
import { formatDateTime, formatDuration } from '../components/format';
import { Hash } from '../components/Hash';
import { TextLink } from '../components/links';
import { Panel } from '../components/Panel';
import { Properties } from '../components/Properties';

/** What is recorded about the execution itself, for those who verify it. */
export function ExecutionFacts({ execution }: { execution: Execution }) {
  const { started_at, finished_at, document_sha256 } = execution;
  return (
    <Panel title="Record">
      <Properties
        items={[
          ['Requested', `${formatDateTime(execution.queued_at)} by ${actorName(execution.requested_by)}`],
          ['Trigger', execution.trigger === 'schedule' ? 'Schedule' : 'By hand'],
          ['Started', started_at ? formatDateTime(started_at) : '–'],
          [
            'Finished',
            finished_at
              ? `${formatDateTime(finished_at)}${started_at ? `, after ${formatDuration(started_at, finished_at)}` : ''}`
              : '–',
          ],
          [
            'Framework',
            <span key="framework">
              <TextLink to="/frameworks/$frameworkId" params={{ frameworkId: execution.framework_id }}>
                {execution.framework_id}
              </TextLink>{' '}
              version {execution.framework_version}, digest{' '}
              <Hash value={execution.framework_digest} of="the framework" />
            </span>,
          ],
          ['Document', document_sha256 ? <Hash key="document" value={document_sha256} of="the document" /> : '–'],
          [
            'Identifier',
            <code key="id" className="mono">
              {execution.id}
            </code>,
          ],
        ]}
      />
    </Panel>
  );
}
