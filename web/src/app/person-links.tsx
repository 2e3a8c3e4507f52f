/** What of a person's own the header leads to, and the ways in for a visitor. */
import { Link, useNavigate } from '@tanstack/react-router';
import { session } from '../api/session';
import { WhenOn } from './when-on';
import { words } from '../words';
import classes from './shell.module.css';

const { shell, own } = words;

export const OWN_PATHS = ['/account', '/account/billing', '/messages', '/notifications'] as const;

/** Where visitors come in. */
export const WaysIn = () => (
  <>
    <Link to="/sign-in" className={classes.signIn}>
      {shell.signIn}
    </Link>
    <WhenOn feature="REGISTRATION" quiet>
      <Link to="/register" className={classes.register}>
        {shell.register}
      </Link>
    </WhenOn>
  </>
);

/** What is one's own, for a phone. */
export const OwnLinks = () =>
  OWN_PATHS.map((path) => (
    <Link key={path} to={path} activeOptions={{ exact: true }}>
      {own[path]}
    </Link>
  ));

export function useSignOut(): () => void {
  const navigate = useNavigate();
  return () => void session.end().then(() => navigate({ to: '/' }));
}
