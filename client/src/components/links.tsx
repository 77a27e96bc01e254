import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ReactNode, Ref } from 'react';

interface LinkButtonProps extends Omit<ButtonProps, 'href'> {
  ref?: Ref<HTMLAnchorElement>;
  children?: ReactNode;
}

function LinkButton({ ref, ...rest }: LinkButtonProps) {
  return <Button ref={ref} component="a" {...rest} />;
}

/** A link that looks like a button. */
export const ButtonLink = createLink(LinkButton);

interface LinkAnchorProps extends Omit<AnchorProps, 'href'> {
  ref?: Ref<HTMLAnchorElement>;
  children?: ReactNode;
}

function LinkAnchor({ ref, ...rest }: LinkAnchorProps) {
  return <Anchor ref={ref} inherit {...rest} />;
}

/** A link within text. */
export const TextLink = createLink(LinkAnchor);
