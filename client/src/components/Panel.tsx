import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';

interface PanelProps {
  title?: string;
  /** A sentence below the title. */
  description?: ReactNode;
  actions?: ReactNode;
  /** Lets the content, a table as a rule, reach the edges. */
  flush?: boolean;
  children: ReactNode;
}

/** A titled surface on the page. */
export function Panel({ title, description, actions, flush = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={title ? id : undefined}>
      {title || actions ? (
        <header className={classes.header}>
          <div>
            {title ? (
              <Title order={2} id={id}>
                {title}
              </Title>
            ) : null}
            {description ? <p className={classes.description}>{description}</p> : null}
          </div>
          {actions ? <div className={classes.actions}>{actions}</div> : null}
        </header>
      ) : null}
      <div className={flush ? undefined : classes.content}>{children}</div>
    </section>
  );
}
