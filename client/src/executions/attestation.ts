const SHORTEST_STATEMENT = 20;

/** The day a year from now, as date inputs want it. */
export function inOneYear(now: Date): string {
  const day = new Date(now);
  day.setFullYear(day.getFullYear() + 1);
  return day.toISOString().slice(0, 10);
}

export const attestationValidation = {
  statement: (value: string) =>
    value.trim().length >= SHORTEST_STATEMENT ? null : `Write at least ${SHORTEST_STATEMENT} characters.`,
  valid_until: (value: string) =>
    value >= new Date().toISOString().slice(0, 10) ? null : 'Choose today or a later day.',
};
