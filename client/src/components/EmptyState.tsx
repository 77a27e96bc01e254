import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  title: string;
  /** 1 where it stands for the whole page. */
  level?: 1 | 3;
  children?: ReactNode;
  action?: ReactNode;
}

/** What stands where content will be: why there is none, and what to do about it. */
export function EmptyState({ title, level = 3, children, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <Title order={level} size="h3">
        {title}
      </Title>
      {children ? <div className={classes.text}>{children}</div> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
