import { Button } from '@mantine/core';
import { IconChevronRight, IconSignature } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Control, ControlResult } from '../api/types';
import { useCan } from '../auth/session';
import { NeedItem } from './NeedItem';
import { OutcomeBadge } from './Outcomes';
import classes from './Results.module.css';

const DECIDED_BY: Record<ControlResult['decided_by'], string> = {
  rule: 'Decided by a rule',
  attestation: 'Decided by an attestation',
  catalog: 'No rule decides this control; an auditor does',
};

interface ResultRowProps {
  systemId: string;
  result: ControlResult;
  control: Control | undefined;
  onAttest: (result: ControlResult) => void;
}

function Details({ systemId, result, control, onAttest }: ResultRowProps) {
  const mayAttest = useCan('attestations:write') && result.outcome === 'needs_evidence';
  return (
    <div className={classes.details}>
      {control ? <p className={classes.statement}>{control.statement}</p> : null}
      {result.reasons.length > 0 ? (
        <div>
          <h4>Reasons</h4>
          <ul>
            {result.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {result.needs.length > 0 ? (
        <div>
          <h4>What is needed</h4>
          <ul>
            {result.needs.map((need) => (
              <li key={need}>
                <NeedItem need={need} systemId={systemId} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className={classes.foot}>
        <span>{DECIDED_BY[result.decided_by]}</span>
        {mayAttest ? (
          <Button size="xs" variant="light" leftSection={<IconSignature size={14} />} onClick={() => onAttest(result)}>
            Attest this control
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** One control: its outcome and first reason in a line, everything else on demand. */
export function ResultRow(props: ResultRowProps) {
  const { result } = props;
  const [open, setOpen] = useState(false);
  const id = useId();
  const [summary] = result.reasons;
  return (
    <li className={classes.row}>
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={16} className={classes.chevron} aria-hidden="true" />
        <span className={classes.label}>{result.label}</span>
        <span className={classes.text}>
          <span className={classes.title}>{result.title}</span>
          {summary && !open ? <span className={classes.reason}>{summary}</span> : null}
        </span>
        <OutcomeBadge outcome={result.outcome} />
      </button>
      <div id={id} hidden={!open}>
        {open ? <Details {...props} /> : null}
      </div>
    </li>
  );
}
