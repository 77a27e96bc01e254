export interface Page<Item> {
  items: Item[];
  next_cursor?: string | null;
}

/** The largest page that the server gives. */
export const LARGEST_PAGE = 200;

/** Reads a list to its end. For lists whose length is bounded by nature, such as the controls of a framework. */
export async function everyItem<Item>(read: (cursor: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    // Each page names the next one, so they can only be read one after the other.
    // oxlint-disable-next-line no-await-in-loop
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return items;
}

/** What an infinite query needs to go from one page to the next. */
export const byCursor = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { next_cursor?: string | null }) => last.next_cursor ?? undefined,
};
