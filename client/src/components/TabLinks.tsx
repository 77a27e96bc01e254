import { Link, type LinkProps } from '@tanstack/react-router';
import classes from './TabLinks.module.css';

interface TabLinksProps {
  label: string;
  /** The first tab is the page itself and matches exactly. */
  tabs: readonly { to: LinkProps['to']; label: string }[];
  params: Record<string, string>;
}

/** Tabs that are pages of their own: each has an address. */
export function TabLinks({ label, tabs, params }: TabLinksProps) {
  return (
    <nav aria-label={label} className={classes.tabs} data-keep-focus>
      {tabs.map((tab, index) => (
        <Link
          key={tab.label}
          to={tab.to}
          params={params as LinkProps['params']}
          className={classes.tab}
          activeOptions={{ exact: index === 0, includeSearch: false }}
          activeProps={{ 'data-active': true }}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
