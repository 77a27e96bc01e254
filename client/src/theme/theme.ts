import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import classes from './overrides.module.css';

const petrol: MantineColorsTuple = [
  '#eaf4f8',
  '#d5e8ef',
  '#abd2e1',
  '#85c4dc',
  '#62bcdd',
  '#2f94b8',
  '#147799',
  '#0b5f80',
  '#094e69',
  '#073c51',
];

/** Mantine paints dark surfaces and text from this scale; it follows the dark tokens. */
const dark: MantineColorsTuple = [
  '#e9ebec',
  '#b8bfc5',
  '#919aa2',
  '#69727a',
  '#3b434a',
  '#262c31',
  '#1b2024',
  '#161a1d',
  '#0f1214',
  '#0b0e10',
];

/** Outcome tokens stand in for Mantine's colours in messages, so that both schemes keep their contrast. */
const TONES: Record<string, string> = { red: 'fail', yellow: 'needs-evidence', green: 'pass', gray: 'not-applicable' };

const alertVariables = (_theme: unknown, { color }: { color?: unknown }) => {
  const tone = TONES[String(color)] ?? 'not-applicable';
  return {
    root: {
      '--alert-bg': `var(--${tone}-soft)`,
      '--alert-color': `var(--${tone}-ink)`,
      '--alert-bd': `1px solid color-mix(in srgb, var(--${tone}) 35%, transparent)`,
    },
  };
};

/** Filled buttons take their text colour from the tokens: Mantine computes it for one scheme only. */
const buttonVariables = (_theme: unknown, { variant, color }: { variant?: unknown; color?: unknown }) => {
  if (variant !== undefined && variant !== 'filled') {
    return { root: {} };
  }
  return {
    root:
      color === 'red'
        ? { '--button-bg': 'var(--fail-ink)', '--button-hover': 'var(--fail-ink)', '--button-color': 'var(--surface)' }
        : { '--button-color': 'var(--accent-contrast)' },
  };
};

export const theme = createTheme({
  fontFamily: "'Geist Variable', ui-sans-serif, system-ui, sans-serif",
  fontFamilyMonospace: "'Geist Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '1.3' },
      h2: { fontSize: '15px', lineHeight: '1.4' },
      h3: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
  colors: { petrol, dark },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  defaultRadius: 6,
  respectReducedMotion: true,
  cursorType: 'pointer',
  // Plain objects instead of Component.extend(): naming a component here would put its code on the first page.
  components: {
    Alert: { defaultProps: { variant: 'light' }, vars: alertVariables, classNames: { message: classes.alertMessage } },
    Button: { defaultProps: { size: 'sm' }, classNames: { root: classes.button }, vars: buttonVariables },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Modal: {
      defaultProps: { centered: true, transitionProps: { duration: 120 }, closeButtonProps: { 'aria-label': 'Close' } },
      classNames: { title: classes.modalTitle },
    },
    Notification: {
      vars: (_theme: unknown, { color }: { color?: unknown }) => ({
        root: { '--notification-color': `var(--${TONES[String(color)] ?? 'accent'})` },
      }),
    },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, events: { hover: true, focus: true, touch: true } } },
  },
});

/** Binds Mantine's semantic variables to the tokens, so both schemes are declared in tokens.css alone. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-muted)',
    '--mantine-color-placeholder': 'var(--ink-muted)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--fail-ink)',
    '--mantine-shadow-md': 'var(--shadow-raised)',
  };
  return { variables: {}, light: shared, dark: shared };
};
