/** The header: where one is, and where one can go. On a phone its links open below it. */
import { ActionIcon } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { Menu, X } from 'lucide-react';
import { useState } from 'react';
import { words } from '../words';
import { PersonMenu, useSignOut, WaysIn } from './person-menu';
import { Brand } from './brand';
import classes from './shell.module.css';
import { useMe, useSession } from './use-session';

const { shell } = words;

const LINKS = [
  { to: '/search', label: shell.search },
  { to: '/how-it-works', label: shell.howItWorks },
  { to: '/pricing', label: shell.pricing },
] as const;

const Links = () =>
  LINKS.map(({ to, label }) => (
    <Link key={to} to={to}>
      {label}
    </Link>
  ));

export function Header() {
  // Opened on one page, it is closed on the next.
  const page = useLocation({ select: ({ pathname }) => pathname });
  const [openedOn, setOpenedOn] = useState<string | null>(null);
  const open = openedOn === page;
  return (
    <header className={classes.bar}>
      <div className={classes.barInner}>
        <Link to="/" className={classes.brand}>
          <Brand />
          {words.product}
        </Link>
        <nav className={classes.links} aria-label={shell.mainNavigation}>
          <Links />
        </nav>
        <div className={classes.end}>
          <PersonMenu />
          <ActionIcon
            className={classes.narrow}
            variant="default"
            size={44}
            aria-label={shell.menu}
            aria-expanded={open}
            onClick={() => setOpenedOn(open ? null : page)}
          >
            {open ? <X size={20} /> : <Menu size={20} />}
          </ActionIcon>
        </div>
      </div>
      {open && (
        <nav className={classes.menu} aria-label={shell.mainNavigation}>
          <Links />
          <PersonLinks />
        </nav>
      )}
    </header>
  );
}

/** On a phone, who is signed in stands below the links. */
function PersonLinks() {
  const { state } = useSession();
  const me = useMe();
  const signOut = useSignOut();
  if (state === 'out') return <WaysIn />;
  return me ? (
    <button type="button" className={classes.signOut} onClick={signOut}>
      {shell.signOut} ({me.email})
    </button>
  ) : null;
}
