/** Who is signed in, and the way out; for visitors the ways in. */
import { Button, Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronDown, LogOut } from 'lucide-react';
import { session } from '../api/session';
import { words } from '../words';
import { isPage } from './known-paths';
import classes from './shell.module.css';
import { useMe, useSession } from './use-session';

const { shell, own } = words;

const OWN = (['/account', '/account/billing', '/messages', '/notifications'] as const).filter(isPage);

/** Where visitors come in. */
export const WaysIn = () => (
  <>
    <Link to="/sign-in" className={classes.signIn}>
      {shell.signIn}
    </Link>
    <Link to="/register" className={classes.register}>
      {shell.register}
    </Link>
  </>
);

/** What is one's own, for a phone. */
export const OwnLinks = () =>
  OWN.map((path) => (
    <Link key={path} to={path as string} activeOptions={{ exact: true }}>
      {own[path]}
    </Link>
  ));

export function PersonMenu() {
  const { state } = useSession();
  const me = useMe();
  const signOut = useSignOut();
  if (state === 'out') {
    return (
      <span className={classes.wide}>
        <WaysIn />
      </span>
    );
  }
  if (!me) return null;
  return (
    <Menu position="bottom-end" width={260} withinPortal={false}>
      <Menu.Target>
        <Button
          variant="default"
          className={classes.wideButton}
          rightSection={<ChevronDown size={16} aria-hidden="true" />}
        >
          {me.displayName}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email}</Menu.Label>
        {OWN.map((path) => (
          <Menu.Item key={path} component={Link} to={path as string}>
            {own[path]}
          </Menu.Item>
        ))}
        {OWN.length > 0 && <Menu.Divider />}
        <Menu.Item leftSection={<LogOut size={16} aria-hidden="true" />} onClick={signOut}>
          {shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function useSignOut(): () => void {
  const navigate = useNavigate();
  return () => void session.end().then(() => navigate({ to: '/' }));
}
