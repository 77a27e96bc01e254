import { useQueries, useQuery } from '@tanstack/react-query';
import { controlsOf } from './controls';
import { frameworkQuery, frameworksQuery } from './queries';

/** Every control of every framework as options of a select, valued `framework/control`. */
export function useControlOptions() {
  const frameworks = useQuery(frameworksQuery).data ?? [];
  return useQueries({
    queries: frameworks.map(({ id }) => frameworkQuery(id)),
    combine: (results) =>
      results.flatMap(({ data }) =>
        data
          ? [
              {
                group: data.title,
                items: controlsOf(data.groups).map(({ id, label, title }) => ({
                  value: `${data.id}/${id}`,
                  label: `${label}: ${title}`,
                })),
              },
            ]
          : [],
      ),
  });
}
