import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import type { Verification } from '../api/types';
import { formatDuration, plural, words } from '../components/format';
import classes from './VerificationReport.module.css';

/** What a verification found. */
export function VerificationReport({ verification }: { verification: Verification }) {
  const { intact, findings } = verification;
  return (
    <Alert
      className={classes.report}
      color={intact ? 'green' : 'red'}
      role="group"
      icon={intact ? <IconShieldCheck /> : <IconAlertTriangle />}
      title={intact ? 'The log is intact' : `The log is not intact: ${plural(verification.findings_total, 'finding')}`}
    >
      <p className={classes.checked}>
        {plural(verification.entries_checked, 'entry', 'entries')} and{' '}
        {plural(verification.objects_checked, 'stored object')} checked in{' '}
        {formatDuration(verification.started_at, verification.finished_at)}. Head: entry {verification.head_sequence},{' '}
        <code className="mono">{verification.head_hash}</code>
      </p>
      {findings.length > 0 ? (
        <ul className={classes.findings}>
          {findings.map((finding) => (
            <li key={`${finding.kind} ${finding.subject}`}>
              <strong>{words(finding.kind)}</strong> <code className="mono">{finding.subject}</code>: {finding.detail}
            </li>
          ))}
        </ul>
      ) : null}
      {verification.findings_total > findings.length ? (
        <p className={classes.checked}>The first {findings.length} are listed.</p>
      ) : null}
    </Alert>
  );
}
