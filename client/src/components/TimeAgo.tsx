import { formatDateTime, formatRelative } from './format';
import { useNow } from './useNow';

/** A moment in relative words, exact on hover. */
export function TimeAgo({ moment }: { moment: string }) {
  const now = useNow();
  return (
    <time dateTime={moment} title={formatDateTime(moment)}>
      {formatRelative(moment, now)}
    </time>
  );
}
