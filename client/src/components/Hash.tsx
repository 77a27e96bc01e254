import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './Hash.module.css';

const SHOWN = 12;

interface HashProps {
  value: string;
  /** What the hash is of, for the label of the button. */
  of: string;
}

/** A SHA-256, shortened; the whole of it is copied. */
export function Hash({ value, of }: HashProps) {
  return (
    <span className={classes.hash}>
      <code className="mono" title={value}>
        {value.slice(0, SHOWN)}…
      </code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : 'Copy the SHA-256'}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={`Copy the SHA-256 of ${of}`}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
