import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';
import classes from './RowLink.module.css';

interface RowAnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  ref?: Ref<HTMLAnchorElement>;
}

function RowAnchor({ ref, children, ...rest }: RowAnchorProps) {
  return (
    <a ref={ref} {...rest} className={classes.link}>
      {children}
    </a>
  );
}

/** The link of a table row or a card: its name is the link, the whole of it is where one may click. */
export const RowLink = createLink(RowAnchor);
