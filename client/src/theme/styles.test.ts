import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const SOURCES = join(import.meta.dirname, '..');
const STYLES = dirname(createRequire(import.meta.url).resolve('@mantine/core/styles/Button.css'));

function sourceFiles(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => readFileSync(join(SOURCES, name), 'utf8'));
}

test('the style sheet of every Mantine component in use is imported', () => {
  const imports = sourceFiles()
    .join('\n')
    .matchAll(/import \{([^}]*)\} from '@mantine\/core'/g);
  const used = Array.from(imports, ([, names = '']) => names.split(',').map((name) => name.trim())).flat();
  const styled = new Set(readdirSync(STYLES).map((name) => name.replace(/(\.layer)?\.css$/, '')));
  const imported = readFileSync(join(SOURCES, 'theme/mantine.css'), 'utf8');

  const wanted = [...new Set(used)].filter((name) => styled.has(name));
  const missing = wanted.filter((name) => !imported.includes(`/${name}.layer.css`));

  expect(wanted.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});
