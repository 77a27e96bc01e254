const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const dateOnly = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
const count = new Intl.NumberFormat('en-GB');

/** What stands for a value that is missing or cannot be read; a page is not lost over one of them. */
const NONE = '–';

function formatWith(format: Intl.DateTimeFormat, moment: string): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? NONE : format.format(date);
}

export const formatDateTime = (moment: string): string => formatWith(dateTime, moment);
export const formatDate = (day: string): string => formatWith(dateOnly, day);
export const formatCount = (value: number): string => count.format(value);

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const LONGEST_RELATIVE_SECONDS = 30 * 86_400;

/** A moment as seen from `now`: "just now", "5 minutes ago", "in 2 days"; its date when it is over a month away. */
export function formatRelative(moment: string, now: number): string {
  const seconds = Math.round((Date.parse(moment) - now) / 1000);
  if (Number.isNaN(seconds) || Math.abs(seconds) > LONGEST_RELATIVE_SECONDS) {
    return formatDate(moment);
  }
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) {
      return relative.format(Math.trunc(seconds / length), unit);
    }
  }
  return seconds > 30 ? 'in less than a minute' : 'just now';
}

/** The time between two moments: "0.8 s", "42 s", "3 min 20 s". */
export function formatDuration(from: string, to: string): string {
  const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 60) {
    return `${Math.round(seconds)} s`;
  }
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** A size in bytes: "512 B", "1.4 MB". Units are decimal, as storage is sold. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

const SPECIAL_WORDS: Record<string, string> = {
  ai: 'AI',
  ce: 'CE',
  eu: 'EU',
  i: 'I',
  ii: 'II',
  iii: 'III',
  iv: 'IV',
};

/** A name of the API in words: "annex_iii_areas" is "Annex III areas". */
export function words(name: string): string {
  const text = name
    .split(/[_-]/)
    .map((word) => SPECIAL_WORDS[word] ?? word)
    .join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`;
