import {
  CloseButton,
  Group,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  TagsInput,
  TextInput,
} from '@mantine/core';
import type { FactDescription } from '../../api/types';
import { words } from '../../components/format';
import type { FactValue } from './draft';

interface FactInputProps {
  /** Element id of the fact's name; its description has the same with "-description". */
  id: string;
  fact: FactDescription;
  value: FactValue | null;
  onChange: (value: FactValue | null) => void;
}

const UNKNOWN = 'unknown';
const YES_NO = [
  { value: UNKNOWN, label: 'Unknown' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];
const LIST_STATE = [
  { value: UNKNOWN, label: 'Unknown' },
  { value: 'none', label: 'None' },
  { value: 'some', label: 'These' },
];

function YesNoInput({ id, value, onChange }: FactInputProps) {
  return (
    <SegmentedControl
      aria-labelledby={id}
      aria-describedby={`${id}-description`}
      size="xs"
      data={YES_NO}
      value={value === null ? UNKNOWN : value ? 'yes' : 'no'}
      onChange={(next) => onChange(next === UNKNOWN ? null : next === 'yes')}
    />
  );
}

/** A list is unknown, known to be empty, or has items; the first two differ for the rules. */
function ListInput({ id, fact, value, onChange }: FactInputProps) {
  const items = Array.isArray(value) ? value : [];
  const state = value === null ? UNKNOWN : items.length === 0 ? 'none' : 'some';
  const shared = {
    'aria-labelledby': id,
    value: items,
    onChange: (next: string[]) => onChange(next),
    placeholder: items.length === 0 ? 'Add' : undefined,
    w: '100%',
  };
  return (
    <Group gap={6}>
      <SegmentedControl
        aria-labelledby={id}
        aria-describedby={`${id}-description`}
        size="xs"
        data={LIST_STATE.filter(({ value: option }) => option !== 'some' || state === 'some')}
        value={state}
        onChange={(next) => next !== 'some' && onChange(next === UNKNOWN ? null : [])}
      />
      {fact.values ? (
        <MultiSelect {...shared} data={fact.values.map((option) => ({ value: option, label: words(option) }))} />
      ) : (
        <TagsInput {...shared} />
      )}
    </Group>
  );
}

/** The control that states one fact, or makes it unknown again. */
export function FactInput(props: FactInputProps) {
  const { id, fact, value, onChange } = props;
  const labelled = { 'aria-labelledby': id, 'aria-describedby': `${id}-description` };
  const clear =
    value === null ? null : (
      <CloseButton size="sm" aria-label={`Make ${words(fact.name)} unknown`} onClick={() => onChange(null)} />
    );
  switch (fact.type) {
    case 'boolean':
      return <YesNoInput {...props} />;
    case 'list':
      return <ListInput {...props} />;
    case 'date':
      return (
        <TextInput
          {...labelled}
          type="date"
          value={typeof value === 'string' ? value : ''}
          rightSection={clear}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...labelled}
          placeholder="Unknown"
          min={0}
          value={typeof value === 'number' ? value : ''}
          rightSection={clear}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
        />
      );
    default:
      return (
        <Select
          {...labelled}
          placeholder="Unknown"
          clearable
          data={fact.values?.map((option) => ({ value: option, label: words(option) })) ?? []}
          value={typeof value === 'string' ? value : null}
          onChange={onChange}
        />
      );
  }
}
