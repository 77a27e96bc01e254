import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './DataTable.module.css';

export interface Column<Row> {
  key: string;
  header: string;
  render: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  align?: 'end';
  /** Left out below 640 px, where rows become cards. */
  hideOnPhone?: boolean;
}

interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  /** Undefined while loading. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  empty: ReactNode;
  /** How many rows to sketch while loading. */
  expected?: number;
}

/** A table that turns into a list of cards on narrow screens. The first column heads each row. */
export function DataTable<Row>({ caption, columns, rows, rowKey, empty, expected = 6 }: DataTableProps<Row>) {
  if (rows?.length === 0) {
    return empty;
  }
  const cell = (column: Column<Row>) => ({
    'data-label': column.header,
    'data-align': column.align,
    'data-hide-on-phone': column.hideOnPhone || undefined,
  });
  return (
    <table className={classes.table} aria-busy={rows === undefined}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" {...cell(column)}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows === undefined
          ? Array.from({ length: expected }, (_, row) => (
              <tr key={row}>
                {columns.map((column, index) => (
                  <td key={column.key} {...cell(column)}>
                    <Skeleton height={14} my={4} width={index === 0 ? '70%' : '50%'} />
                  </td>
                ))}
              </tr>
            ))
          : rows.map((row) => (
              <tr key={rowKey(row)} className={classes.row}>
                {columns.map((column, index) =>
                  index === 0 ? (
                    <th key={column.key} scope="row" {...cell(column)}>
                      {column.render(row)}
                    </th>
                  ) : (
                    <td key={column.key} {...cell(column)}>
                      {column.render(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
      </tbody>
    </table>
  );
}
