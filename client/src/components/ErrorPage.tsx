import { Button } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ApiError, messageOf } from '../api/problem';
import { EmptyState } from './EmptyState';
import { NotFoundPage } from './NotFoundPage';
import { Panel } from './Panel';
import { RequestId } from './RequestId';
import { useDocumentTitle } from './useDocumentTitle';

/** What stands in place of a page that failed. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  useDocumentTitle('Error');
  const router = useRouter();
  if (error instanceof ApiError && (error.status === 404 || error.status === 422)) {
    return <NotFoundPage />;
  }
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div role="alert">
      <Panel>
        <EmptyState level={1} title="This page could not be shown" action={<Button onClick={retry}>Try again</Button>}>
          {messageOf(error)}
          {error instanceof ApiError && error.requestId ? <RequestId id={error.requestId} /> : null}
        </EmptyState>
      </Panel>
    </div>
  );
}
