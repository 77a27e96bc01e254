import classes from './Logo.module.css';

/** The mark: two hands of a clasp that together form the S. */
export function LogoMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className={classes.mark}>
      <rect width="32" height="32" rx="8" className={classes.tile} />
      <path d="M22 9.5h-8.25a4.25 4.25 0 0 0 0 8.5" className={classes.first} />
      <path d="M10 22.5h8.25a4.25 4.25 0 0 0 0-8.5" className={classes.second} />
    </svg>
  );
}

export function Logo({ size = 24 }: { size?: number }) {
  return (
    <span className={classes.logo}>
      <LogoMark size={size} />
      <span className={classes.word} style={{ fontSize: size * 0.72 }}>
        Syndic
      </span>
    </span>
  );
}
