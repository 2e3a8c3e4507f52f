/** Who is signed in, and the way out; for visitors the ways in. */
import { Button, Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { session } from '../api/session';
import { words } from '../words';
import classes from './shell.module.css';
import { useMe, useSession } from './use-session';

const { shell } = words;

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
        <Button variant="default" className={classes.wideButton}>
          {me.displayName}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email}</Menu.Label>
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
