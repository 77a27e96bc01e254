import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderInTheme } from '../../testing/render';
import type { FactValue } from './draft';
import { FactValueView } from './FactValueView';

test.each<[FactValue | null, string]>([
  [null, 'Unknown'],
  [false, 'No'],
  [true, 'Yes'],
  [[], 'None'],
  [0, '0'],
])('shows %j as %s', (value, shown) => {
  renderInTheme(<FactValueView fact={{ name: 'x', description: '', type: 'boolean', values: null }} value={value} />);
  expect(screen.getByText(shown)).toBeTruthy();
});

test('shows the values of a closed list in words', () => {
  const fact = { name: 'roles', description: '', type: 'list' as const, values: ['law_enforcement'] };
  renderInTheme(<FactValueView fact={fact} value={['law_enforcement']} />);
  expect(screen.getByText('Law enforcement')).toBeTruthy();
});
