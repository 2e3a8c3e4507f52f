/** The header: where one is, and where one can go by what one is here for. On a phone its links open below it. */
import { ActionIcon } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { Menu, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { words } from '../words';
import { Brand } from './brand';
import { headerPaths } from './navigation.rules';
import { NameButton } from './name-button';
import { OwnLinks, useSignOut, WaysIn } from './person-links';
import classes from './shell.module.css';
import { UnreadLinks } from './unread-links';
import { useMe, useSession } from './use-session';

const { shell, navigation } = words;

/** Menus weigh more than all else here: a visitor loads none. */
const PersonMenu = lazy(() => import('./person-menu').then((file) => ({ default: file.PersonMenu })));

function Person() {
  const { state } = useSession();
  const me = useMe();
  // Pressed before it has come, it opens as it comes.
  const [pressed, setPressed] = useState(false);
  if (state === 'out') {
    return (
      <span className={classes.wide}>
        <WaysIn />
      </span>
    );
  }
  return me ? (
    <Suspense fallback={<NameButton name={me.displayName} onClick={() => setPressed(true)} />}>
      <PersonMenu me={me} opened={pressed} />
    </Suspense>
  ) : null;
}

function Links() {
  const { state } = useSession();
  const me = useMe();
  // Who is signed in, but not known yet, sees what all see of the header, and no links that go away again.
  const paths = state === 'in' && !me ? [] : headerPaths(me?.roles ?? null);
  return paths.map((path) => (
    <Link key={path} to={path}>
      {navigation[path]}
    </Link>
  ));
}

export function Header() {
  // Opened on one page, it is closed on the next.
  const page = useLocation({ select: ({ pathname }) => pathname });
  const me = useMe();
  const [openedOn, setOpenedOn] = useState<string | null>(null);
  const open = openedOn === page;
  return (
    <header className={classes.bar} data-own={me ? true : undefined}>
      <div className={classes.barInner}>
        <Link to="/" className={classes.brand}>
          <Brand />
          {words.product}
        </Link>
        <nav className={classes.links} aria-label={shell.mainNavigation}>
          <Links />
        </nav>
        <div className={classes.end}>
          <UnreadLinks />
          <Person />
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

/** On a phone, what is one's own stands below the links. */
function PersonLinks() {
  const { state } = useSession();
  const me = useMe();
  const signOut = useSignOut();
  if (state === 'out') return <WaysIn />;
  return me ? (
    <>
      <OwnLinks />
      <button type="button" className={classes.signOut} onClick={signOut}>
        {shell.signOut} ({me.email})
      </button>
    </>
  ) : null;
}
