/** What one was told, newest first, each with the page that it is about. */
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { noticeCountsQuery, notices, noticesQuery } from '../../../api/inbox';
import { asProblem } from '../../../api/problem';
import { PartProblem } from '../../../app/part-problem';
import { useMove } from '../../../app/use-move';
import { useUnread } from '../../../app/use-session';
import { Empty } from '../../../ui/empty';
import { FormProblem } from '../../../ui/form-problem';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { inboxWords } from '../../../words/inbox';
import { NoticeRow } from './notice-row';
import classes from './notices.module.css';
import { type Theme, themesOf } from './notices.rules';

const { notices: says } = inboxWords;
const { accountPages: pages } = words.pages;

type Filter = 'all' | 'unread' | Theme;

export function NotificationsPage() {
  const [filter, setFilter] = useState<Filter>('all');
  const { unread } = useUnread();
  const counts = useQuery(noticeCountsQuery);
  const themes = themesOf(counts.data?.byKind.map(({ kind }) => kind) ?? []);
  const kinds = themes.find(({ theme }) => theme === filter)?.kinds;
  const list = useInfiniteQuery(
    noticesQuery({
      ...(filter === 'unread' && { unreadOnly: true }),
      ...(kinds && { kind: kinds.join(',') }),
    }),
  );
  const readAll = useMove(() => notices.readAll(), { changes: [['notifications'], ['unread']] });
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const filters: readonly Filter[] = ['all', 'unread', ...themes.map(({ theme }) => theme)];
  return (
    <div className={classes.page}>
      <PageHeading>{pages.notifications.title}</PageHeading>
      <div className={classes.tools}>
        <div role="group" aria-label={says.filter} className={classes.filters}>
          {filters.map((each) => (
            <button key={each} type="button" aria-pressed={filter === each} onClick={() => setFilter(each)}>
              {says[each]}
            </button>
          ))}
        </div>
        <Button
          variant="default"
          loading={readAll.busy}
          disabled={unread === 0}
          onClick={() => readAll.act(undefined)}
        >
          {says.readAll}
        </Button>
      </div>
      <PartProblem query={counts} />
      <FormProblem>{readAll.problem}</FormProblem>
      {list.isPending && <Skeleton heights={[72, 72, 72, 72]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && (
        <Empty>{filter === 'unread' ? says.emptyUnread : says.empty}</Empty>
      )}
      {rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
      <MoreButton list={list} />
      <p>
        <Link to="/account/notifications">{says.choose}</Link>
      </p>
    </div>
  );
}
