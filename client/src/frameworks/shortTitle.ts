/** The part of a framework's title that names it: catalogs add what they cover after a colon. */
export function shortTitle(title: string): string {
  return title.split(/: /)[0] ?? title;
}
