import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { AuditEntry } from '../api/types';
import { actorName } from '../components/actorName';
import { formatDateTime } from '../components/format';
import { TextLink } from '../components/links';
import { Properties } from '../components/Properties';
import classes from './EntryList.module.css';

/** A link to what an entry is about, where the console has a page for it. */
function Subject({ entry }: { entry: AuditEntry }) {
  const text = `${entry.subject_type} ${entry.subject_id}`;
  switch (entry.subject_type) {
    case 'system':
      return (
        <TextLink to="/systems/$systemId" params={{ systemId: entry.subject_id }}>
          {text}
        </TextLink>
      );
    case 'execution':
      return (
        <TextLink to="/executions/$executionId" params={{ executionId: entry.subject_id }}>
          {text}
        </TextLink>
      );
    case 'framework':
      return (
        <TextLink to="/frameworks/$frameworkId" params={{ frameworkId: entry.subject_id }}>
          {text}
        </TextLink>
      );
    default:
      return <>{text}</>;
  }
}

function Details({ entry }: { entry: AuditEntry }) {
  return (
    <div className={classes.details}>
      <Properties
        items={[
          ['Actor', entry.actor],
          ['Subject', <Subject key="subject" entry={entry} />],
          [
            'Hash',
            <code key="hash" className="mono">
              {entry.hash}
            </code>,
          ],
          [
            'Previous hash',
            <code key="previous" className="mono">
              {entry.previous_hash}
            </code>,
          ],
        ]}
      />
      <pre className={classes.json}>{JSON.stringify(entry.details, null, 2)}</pre>
    </div>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li className={classes.entry}>
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={16} className={classes.chevron} aria-hidden="true" />
        <span className={`${classes.sequence} numeric`}>#{entry.sequence}</span>
        <span className={classes.action}>{entry.action}</span>
        <span className={classes.subject}>
          {entry.subject_type} <span className="mono">{entry.subject_id}</span>
        </span>
        <span className={classes.actor}>{actorName(entry.actor)}</span>
        <time className={`${classes.time} numeric`} dateTime={entry.at}>
          {formatDateTime(entry.at)}
        </time>
      </button>
      <div id={id} hidden={!open}>
        {open ? <Details entry={entry} /> : null}
      </div>
    </li>
  );
}

/** Entries of the log, each with its details on demand. */
export function EntryList({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <ol className={classes.entries} aria-label="Entries, newest first">
      {entries.map((entry) => (
        <Entry key={entry.sequence} entry={entry} />
      ))}
    </ol>
  );
}
