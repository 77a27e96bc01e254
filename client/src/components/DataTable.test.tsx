import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderInTheme } from '../testing/render';
import { type Column, DataTable } from './DataTable';

interface Row {
  id: string;
  size: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'id', header: 'Name', render: (row) => row.id },
  { key: 'size', header: 'Size', render: (row) => row.size },
];

function show(rows: Row[] | undefined) {
  renderInTheme(
    <DataTable caption="Things" columns={COLUMNS} rows={rows} rowKey={(row) => row.id} empty={<p>Nothing yet</p>} />,
  );
}

test('is busy while loading', () => {
  show(undefined);
  expect(screen.getByRole('table', { name: 'Things' }).getAttribute('aria-busy')).toBe('true');
});

test('says why it is empty', () => {
  show([]);
  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.getByText('Nothing yet')).toBeTruthy();
});

test('heads each row with its first column', () => {
  show([{ id: 'first', size: 3 }]);
  expect(screen.getByRole('rowheader', { name: 'first' })).toBeTruthy();
  expect(screen.getByRole('cell', { name: '3' })).toBeTruthy();
});
