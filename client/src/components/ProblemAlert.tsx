import { Alert, Button } from '@mantine/core';
import { ApiError, messageOf } from '../api/problem';
import { RequestId } from './RequestId';

interface ProblemAlertProps {
  error: unknown;
  /** What was tried: "The systems could not be loaded". */
  title: string;
  onRetry?: () => void;
}

/** A failed request in the middle of a page, with the id that finds it in the logs. */
export function ProblemAlert({ error, title, onRetry }: ProblemAlertProps) {
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <Alert color="red" title={title}>
      <p style={{ margin: 0 }}>{messageOf(error)}</p>
      {requestId ? <RequestId id={requestId} /> : null}
      {onRetry ? (
        <Button variant="default" size="xs" mt="sm" onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </Alert>
  );
}
