import { expect, test } from 'vitest';
import { everyItem } from './pages';

test('a list is read to its end, each page by the cursor of the one before', async () => {
  const pages: Record<string, { items: number[]; next_cursor: string | null }> = {
    start: { items: [1, 2], next_cursor: 'b' },
    b: { items: [3], next_cursor: 'c' },
    c: { items: [], next_cursor: null },
  };
  const asked: (string | undefined)[] = [];
  const items = await everyItem(async (cursor) => {
    asked.push(cursor);
    return pages[cursor ?? 'start'] ?? { items: [] };
  });
  expect(items).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, 'b', 'c']);
});
