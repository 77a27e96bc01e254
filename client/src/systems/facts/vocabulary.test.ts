import { expect, test } from 'vitest';
import { matching } from './vocabulary';

const fact = (name: string, description = '') => ({ name, description, type: 'boolean' as const, values: null });
const SECTIONS = [
  {
    section: 'scope',
    title: 'Scope',
    description: '',
    facts: [fact('eu_market', 'Placed in the Union.'), fact('deep_fakes')],
  },
  { section: 'logging', title: 'Logging', description: '', facts: [fact('automatic')] },
];
const names = (sections: readonly { facts: { name: string }[] }[]) =>
  sections.flatMap((section) => section.facts.map(({ name }) => name));

test('the search reads names, words and descriptions', () => {
  expect(names(matching(SECTIONS, {}, 'EU market', false))).toEqual(['eu_market']);
  expect(names(matching(SECTIONS, {}, 'deep_fakes', false))).toEqual(['deep_fakes']);
  expect(names(matching(SECTIONS, {}, 'the union', false))).toEqual(['eu_market']);
});

test('only unknown facts leave out a stated no and empty sections', () => {
  const shown = matching(SECTIONS, { scope: { eu_market: false }, logging: { automatic: true } }, '', true);
  expect(names(shown)).toEqual(['deep_fakes']);
  expect(shown).toHaveLength(1);
});
