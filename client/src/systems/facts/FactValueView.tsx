import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { FactDescription } from '../../api/types';
import { formatCount, formatDate, words } from '../../components/format';
import type { FactValue } from './draft';
import classes from './FactValueView.module.css';

interface FactValueViewProps {
  fact: FactDescription;
  value: FactValue | null;
}

/** A stated value, or "Unknown", which looks unlike "No" on purpose. */
export function FactValueView({ fact, value }: FactValueViewProps) {
  if (value === null) {
    return (
      <span className={classes.unknown}>
        <IconQuestionMark size={13} aria-hidden="true" />
        Unknown
      </span>
    );
  }
  if (typeof value === 'boolean') {
    const Icon = value ? IconCheck : IconX;
    return (
      <span className={value ? classes.yes : classes.no}>
        <Icon size={13} aria-hidden="true" />
        {value ? 'Yes' : 'No'}
      </span>
    );
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? (
      <span className={classes.no}>None</span>
    ) : (
      <ul className={classes.list}>
        {value.map((item) => (
          <li key={item}>{fact.values ? words(item) : item}</li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'number') {
    return <span className="numeric">{formatCount(value)}</span>;
  }
  return <span>{fact.type === 'date' ? formatDate(value) : words(value)}</span>;
}
