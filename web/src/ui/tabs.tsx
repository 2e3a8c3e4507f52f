/** Parts of one page, each with an address of its own: links, of which one is where the reader is. */
import { cloneElement, type ReactElement, type ReactNode } from 'react';
import classes from './tabs.module.css';

interface LinkProps {
  'aria-current'?: 'page' | undefined;
  children?: ReactNode;
}

interface Props {
  label: string;
  /** `link`: an empty link to the part. */
  tabs: readonly { label: string; current: boolean; link: ReactElement<LinkProps> }[];
}

export const Tabs = ({ label, tabs }: Props) => (
  <nav className={classes.tabs} aria-label={label}>
    {tabs.map(({ label: name, current, link }) =>
      cloneElement(link, { key: name, 'aria-current': current ? 'page' : undefined }, name),
    )}
  </nav>
);
