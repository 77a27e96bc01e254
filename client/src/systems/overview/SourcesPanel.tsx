import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { System } from '../../api/types';
import { Panel } from '../../components/Panel';
import classes from './SourcesPanel.module.css';

function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

/** The public documents that statements about the system rest on. */
export function SourcesPanel({ sources }: { sources: System['sources'] }) {
  return (
    <Panel title="Sources" description="What the stated facts rest on">
      {sources.length === 0 ? (
        <p className={classes.none}>No source is cited.</p>
      ) : (
        <ol className={classes.sources}>
          {sources.map(({ title, url, publisher }) => (
            <li key={url}>
              {isWebAddress(url) ? (
                <Anchor href={url} target="_blank" rel="noreferrer" inherit>
                  {title} <IconExternalLink size={13} aria-label="(opens in a new tab)" />
                </Anchor>
              ) : (
                title
              )}
              {publisher ? <span className={classes.publisher}>{publisher}</span> : null}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
