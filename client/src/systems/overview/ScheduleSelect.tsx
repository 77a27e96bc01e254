import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Frequency, FrameworkSummary } from '../../api/types';
import { useCan } from '../../auth/session';
import { formatDateTime } from '../../components/format';
import { notifyDone, notifyFailed } from '../../components/notify';
import { options } from '../labels';
import { FREQUENCIES, schedulesQuery, useSchedule } from './schedules';

const NEVER = 'never';
const CHOICES = [{ value: NEVER, label: 'No schedule' }, ...options(FREQUENCIES)];

/** How often a framework is executed on a system; text for those who may not change it. */
export function ScheduleSelect({ systemId, framework }: { systemId: string; framework: FrameworkSummary }) {
  const mayWrite = useCan('schedules:write');
  const schedules = useQuery(schedulesQuery(systemId));
  const change = useSchedule(systemId, framework.id);
  const current = schedules.data?.find((schedule) => schedule.framework_id === framework.id);
  const hint = current ? `Next: ${formatDateTime(current.next_due_at)}` : undefined;
  if (!mayWrite) {
    return (
      <Text size="sm" c="dimmed" title={hint}>
        {current ? FREQUENCIES[current.frequency] : 'No schedule'}
      </Text>
    );
  }
  const choose = (value: string | null) => {
    const frequency = value === NEVER || value === null ? null : (value as Frequency);
    change.mutate(
      { frequency, current },
      {
        onSuccess: () =>
          notifyDone(
            frequency
              ? `${framework.title} is executed ${FREQUENCIES[frequency].toLowerCase()}.`
              : `${framework.title} is no longer executed on a schedule.`,
          ),
        onError: (error) => notifyFailed('The schedule was not changed', error),
      },
    );
  };
  return (
    <Select
      aria-label={`Schedule of ${framework.title}`}
      title={hint}
      size="xs"
      w={128}
      data={CHOICES}
      allowDeselect={false}
      disabled={schedules.isPending || change.isPending}
      value={current?.frequency ?? NEVER}
      onChange={choose}
    />
  );
}
