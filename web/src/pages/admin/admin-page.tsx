/** What stands round every page of the administrators: where else they can go, how much waits there, and the heading. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type QueueKind, queuesQuery } from '../../api/admin';
import { PageHeading } from '../../ui/page-heading';
import { adminWords } from '../../words/admin';
import { ActFrame } from './act-frame';
import classes from './admin.module.css';
import { AREAS } from './areas';
import { KeyHelp } from './key-help';
import { QUEUE_PAGES } from './queue-pages';
import { useRowKeys } from './use-row-keys';

const { nav: says } = adminWords;

interface Props {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** Where rows wait to be worked off one after the other. */
const QUEUES: ReadonlySet<string> = new Set(['/admin', ...Object.values(QUEUE_PAGES).map(({ to }) => to)]);

export function AdminPage({ title, aside, children }: Props) {
  const here = useLocation({ select: ({ pathname }) => pathname });
  const isQueue = QUEUES.has(here);
  // The items of one queue at the start.
  const isClaimed = useLocation({ select: ({ search }) => here === '/admin' && 'queue' in search });
  useRowKeys(isQueue);
  return (
    <div className={classes.frame} data-wide>
      <Areas />
      <div className={classes.page}>
        <ActFrame>
          <PageHeading
            aside={
              (aside || isQueue) && (
                <>
                  {aside}
                  {isQueue && <KeyHelp keys={isClaimed ? ['j', 'k', 'enter', 'c'] : ['j', 'k', 'enter']} />}
                </>
              )
            }
          >
            {title}
          </PageHeading>
          {children}
        </ActFrame>
      </div>
    </div>
  );
}

function Areas() {
  const { data: queues } = useQuery(queuesQuery);
  const here = useLocation({ select: ({ pathname }) => pathname });
  const navigate = useNavigate();
  const waitingIn = (kinds: readonly QueueKind[] = []): number =>
    (queues ?? [])
      .filter(({ kind }) => kinds.includes(kind as QueueKind))
      .reduce((sum, { waiting }) => sum + waiting, 0);
  const all = AREAS.flatMap(({ pages }) => pages);
  return (
    <>
      <nav className={classes.areas} aria-label={says.label}>
        {AREAS.map(({ title, pages }) => (
          <div key={title}>
            <p className={classes.area}>{title}</p>
            <ul>
              {pages.map(({ to, label, queues: kinds }) => (
                <li key={to}>
                  <Link to={to} activeOptions={{ exact: to === '/admin' || to === '/admin/money' }}>
                    {label}
                    {waitingIn(kinds) > 0 && (
                      <span className={classes.count}>
                        {waitingIn(kinds)}
                        <span className={classes.heard}> {says.waiting}</span>
                      </span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <NativeSelect
        className={classes.jump}
        label={says.goTo}
        value={all.find(({ to }) => to === here)?.to ?? ''}
        onChange={({ currentTarget: { value } }) => void navigate({ to: value })}
        data={[
          { value: '', label: says.choose },
          ...AREAS.map(({ title, pages }) => ({
            group: title,
            items: pages.map(({ to, label, queues: kinds }) => ({
              value: to,
              label: waitingIn(kinds) > 0 ? `${label} (${waitingIn(kinds)})` : label,
            })),
          })),
        ]}
      />
    </>
  );
}
