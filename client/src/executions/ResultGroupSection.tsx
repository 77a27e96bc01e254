import type { Control, ControlResult } from '../api/types';
import { plural } from '../components/format';
import type { ResultGroup } from './grouping';
import { ResultRow } from './ResultRow';
import classes from './Results.module.css';

interface ResultGroupSectionProps {
  systemId: string;
  group: ResultGroup;
  controls: ReadonlyMap<string, Control>;
  onAttest: (result: ControlResult) => void;
}

/** The results of one group under its title. */
export function ResultGroupSection({ systemId, group, controls, onAttest }: ResultGroupSectionProps) {
  const id = `results-${group.id}`;
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={classes.groupTitle}>
        {group.title}
        <span className={classes.groupCount}>{plural(group.results.length, 'control')}</span>
      </h3>
      <ul className={classes.rows}>
        {group.results.map((result) => (
          <ResultRow
            key={result.control_id}
            systemId={systemId}
            result={result}
            control={controls.get(result.control_id)}
            onAttest={onAttest}
          />
        ))}
      </ul>
    </section>
  );
}
