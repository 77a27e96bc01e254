import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './PageHeader.module.css';
import { useDocumentTitle } from './useDocumentTitle';

interface PageHeaderProps {
  title: string;
  /** Links to the pages above this one. */
  above?: ReactNode;
  /** Badges beside the title. */
  badges?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}

/** The head of every page; it also names the browser's tab. */
export function PageHeader({ title, above, badges, description, actions }: PageHeaderProps) {
  useDocumentTitle(title);
  return (
    <header className={classes.header}>
      <div className={classes.text}>
        {above ? (
          <nav aria-label="Breadcrumb" className={classes.above}>
            {above}
          </nav>
        ) : null}
        <div className={classes.titleRow}>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {badges}
        </div>
        {description ? <div className={classes.description}>{description}</div> : null}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </header>
  );
}
