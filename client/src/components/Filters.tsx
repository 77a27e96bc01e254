import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './Filters.module.css';

const TYPING_PAUSE_MILLISECONDS = 250;

/** The row of filters above a list. */
export function Filters({ children }: { children: ReactNode }) {
  return (
    <search className={classes.filters} aria-label="Filters">
      {children}
    </search>
  );
}

interface SearchInputProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A search field that reports what was typed once the typing pauses. */
export function SearchInput({ label, value, onChange }: SearchInputProps) {
  const [text, setText] = useState(value ?? '');
  const report = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), TYPING_PAUSE_MILLISECONDS);
  const type = (next: string) => {
    setText(next);
    report(next);
  };
  return (
    <TextInput
      className={classes.search}
      type="search"
      size="sm"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={15} />}
      rightSection={text ? <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} /> : null}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
