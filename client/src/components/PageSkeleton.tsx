import { Skeleton } from '@mantine/core';

/** The outline of a page whose code or data is on its way. */
export function PageSkeleton() {
  return (
    <div aria-busy="true" role="status">
      <span className="visually-hidden">Loading</span>
      <Skeleton height={26} width={220} mb={8} />
      <Skeleton height={14} width="min(420px, 80%)" mb={24} />
      <Skeleton height={160} radius={10} mb={16} />
      <Skeleton height={320} radius={10} />
    </div>
  );
}
