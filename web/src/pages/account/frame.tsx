/** The pages of one's account beside each other, and the one that is open. */
import { Link, useLocation, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
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
  '/account/brokers',
  '/account/api-keys',
  '/account/webhooks',
  '/account/privacy',
] as const;

interface Props {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** The one that an address is of, or lies below: an endpoint is one of the webhooks. */
const sectionOf = (address: string) =>
  PATHS.findLast((path) => path === address || (path !== '/account' && address.startsWith(`${path}/`)));

/** On a phone they are one row that is swiped: the open one is brought into it. */
function Navigation() {
  const row = useRef<HTMLElement>(null);
  const open = useLocation({ select: ({ pathname }) => sectionOf(pathname) });
  const router = useRouter();
  useEffect(() => {
    const bring = () => {
      const link = row.current?.querySelector<HTMLElement>('[aria-current]');
      if (row.current && link) row.current.scrollLeft = link.offsetLeft - row.current.clientWidth / 3;
    };
    bring();
    // The router gives the row the place that it had on the page before, once the new page stands.
    return router.subscribe('onRendered', bring);
  }, [router]);
  return (
    <nav ref={row} className={classes.navigation} aria-label={says.navigation}>
      {PATHS.map((path) => (
        <Link
          key={path}
          to={path}
          activeOptions={{ exact: true }}
          activeProps={{ 'aria-current': 'page' }}
          aria-current={path === open ? 'true' : undefined}
        >
          {says[path]}
        </Link>
      ))}
    </nav>
  );
}

export const AccountFrame = ({ title, aside, children }: Props) => (
  <div className={classes.frame}>
    <Navigation />
    <div className="stack">
      <PageHeading aside={aside}>{title}</PageHeading>
      {children}
    </div>
  </div>
);
