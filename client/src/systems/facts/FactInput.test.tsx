import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import type { FactDescription } from '../../api/types';
import { renderInTheme } from '../../testing/render';
import type { FactValue } from './draft';
import { FactInput } from './FactInput';

function show(fact: Partial<FactDescription>, value: FactValue | null) {
  const onChange = vi.fn<(value: FactValue | null) => void>();
  const whole = { name: 'eu_market', description: 'Described.', type: 'boolean', values: null, ...fact } as const;
  renderInTheme(
    <>
      <p id="name">EU market</p>
      <p id="name-description">Described.</p>
      <FactInput id="name" fact={whole} value={value} onChange={onChange} />
    </>,
  );
  return onChange;
}

describe('a yes-or-no fact', () => {
  test('shows an unknown fact as unknown, not as no', () => {
    show({}, null);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Unknown' }).checked).toBe(true);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'No' }).checked).toBe(false);
  });

  test('can be made unknown again', async () => {
    const onChange = show({}, true);
    await userEvent.click(screen.getByRole('radio', { name: 'Unknown' }));
    expect(onChange).toHaveBeenCalledWith(null);
  });

  test('is labelled by the name of the fact', () => {
    show({}, null);
    expect(screen.getByRole('radiogroup', { name: 'EU market' })).toBeTruthy();
  });
});

describe('a list', () => {
  test('can be stated as empty', async () => {
    const onChange = show({ type: 'list', values: ['provider', 'deployer'] }, null);
    await userEvent.click(screen.getByRole('radio', { name: 'None' }));
    expect(onChange).toHaveBeenCalledWith([]);
  });
});

describe('a date', () => {
  test('becomes unknown by its button', async () => {
    const onChange = show({ name: 'reviewed_on', type: 'date' }, '2026-05-04');
    await userEvent.click(screen.getByRole('button', { name: 'Make Reviewed on unknown' }));
    expect(onChange).toHaveBeenCalledWith(null);
  });
});
