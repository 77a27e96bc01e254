import { Button } from '@mantine/core';
import classes from './LoadMore.module.css';
import { plural } from './format';

interface LoadMoreProps {
  shown: number;
  /** What is listed, in singular and plural. */
  noun: readonly [one: string, many: string];
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** The foot of a list: how much is shown, and the next page of it. */
export function LoadMore({ shown, noun, query }: LoadMoreProps) {
  return (
    <footer className={classes.foot}>
      <span role="status">
        {plural(shown, ...noun)}
        {query.hasNextPage ? ' shown' : ''}
      </span>
      {query.hasNextPage ? (
        <Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </footer>
  );
}
