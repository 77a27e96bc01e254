/** Readers of the search part of an address, which anybody may have typed. What does not fit is left out. */

export function text(value: unknown): string | undefined {
  if (typeof value === 'number') {
    return String(value);
  }
  return typeof value === 'string' && value.trim() ? value : undefined;
}

export function choice<Value extends string>(value: unknown, allowed: Record<Value, unknown>): Value | undefined {
  return typeof value === 'string' && Object.hasOwn(allowed, value) ? (value as Value) : undefined;
}
