/** The pages of one's account beside each other, and the one that is open. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHeading } from '../../ui/page-heading';
import { accountWords } from '../../words/account';
import classes from './frame.module.css';

const { frame: says } = accountWords;

const PATHS = [
  '/account',
  '/account/security',
  '/account/sessions',
  '/account/billing',
  '/account/notifications',
  '/account/verification',
  '/account/reviews',
  '/documents',
  '/account/reports',
  '/prepared',
  '/account/telephone-answers',
  '/account/api-keys',
  '/account/privacy',
] as const;

interface Props {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

export const AccountFrame = ({ title, aside, children }: Props) => (
  <div className={classes.frame}>
    <nav className={classes.navigation} aria-label={says.navigation}>
      {PATHS.map((path) => (
        <Link key={path} to={path} activeOptions={{ exact: true }}>
          {says[path]}
        </Link>
      ))}
    </nav>
    <div className="stack">
      <PageHeading aside={aside}>{title}</PageHeading>
      {children}
    </div>
  </div>
);
