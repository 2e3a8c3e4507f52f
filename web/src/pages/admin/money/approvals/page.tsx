/** What one administrator has asked for and another one has to: what exactly, by whom, and until when it counts. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FirstWord, firstWordsQuery } from '../../../../api/admin';
import { settingsQuery } from '../../../../api/admin-house';
import { asProblem } from '../../../../api/problem';
import { useMe } from '../../../../app/use-session';
import { money } from '../../../../format/money';
import { shortMoment } from '../../../../format/time';
import { DataTable } from '../../../../ui/data-table';
import { Empty } from '../../../../ui/empty';
import { Moment } from '../../../../ui/moment';
import { ProblemNote } from '../../../../ui/problem-note';
import { Skeleton } from '../../../../ui/skeleton';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import { named } from '../../action.rules';
import { isMoment } from '../../filters.rules';
import classes from '../../admin.module.css';
import { AdminPage } from '../../admin-page';
import { Sum, Who } from '../../cells';
import { pageOfSubject } from '../../subject.rules';

const { approvals: says } = adminWords.money;
const { cells, log } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

export function AdminApprovalsPage() {
  const waiting = useQuery(firstWordsQuery);
  return (
    <AdminPage title={pages.approvals.title}>
      <p className="second">{says.note}</p>
      {waiting.isPending && <Skeleton heights={[36, 32, 32]} />}
      {waiting.isError && (
        <ProblemNote problem={asProblem(waiting.error)} onRetry={() => void waiting.refetch()} />
      )}
      {waiting.data?.length === 0 && <Empty>{says.empty}</Empty>}
      {waiting.data && waiting.data.length > 0 && (
        <DataTable
          dense
          caption={says.caption}
          rows={waiting.data}
          keyOf={({ id }) => id}
          columns={[
            { name: says.what, cell: ({ what }) => what },
            {
              name: cells.amount,
              figure: true,
              cell: ({ amountCents }) => <Sum cents={amountCents || null} />,
            },
            { name: says.asked, cell: ({ asked, subject }) => <Asked asked={asked} subject={subject} /> },
            { name: says.first, cell: ({ first }) => <Who person={first} /> },
            { name: says.askedAt, cell: ({ askedAt }) => <Moment at={askedAt} /> },
            {
              name: says.lapses,
              cell: ({ lapsesAt }) => (lapsesAt ? <Moment at={lapsesAt} /> : common.none),
            },
            { name: cells.acts, cell: (word) => <Open word={word} /> },
          ]}
        />
      )}
    </AdminPage>
  );
}

function Open({ word: { subject, first } }: { word: FirstWord }) {
  const me = useMe();
  if (first.id === me?.id) return <span className="note">{says.mine}</span>;
  const page = pageOfSubject(subject);
  return page ? (
    <Link to={page.to} search={page.search as never}>
      {says.open}
    </Link>
  ) : (
    common.none
  );
}

/** What is not said is not asked for. Settings bear the titles that their own page shows. */
function Asked({ asked, subject }: Pick<FirstWord, 'asked' | 'subject'>) {
  const { data: settings } = useQuery({ ...settingsQuery, enabled: subject.type === 'settings' });
  const nameOf = (name: string) =>
    settings?.settings.find((each) => each.name === name)?.title ?? named(says.names, name, log.other.fact);
  return (
    <span className={classes.asked}>
      {Object.entries(asked)
        .filter(([, value]) => value !== null && value !== false)
        .map(([name, value]) => (
          <span key={name}>
            {nameOf(name)}: {written(name, value)}
          </span>
        ))}
    </span>
  );
}

function written(name: string, value: FirstWord['asked'][string]): string {
  if (value === true) return common.yes;
  if (typeof value === 'string' && isMoment(value)) return shortMoment(value);
  return name.endsWith('Cents') && typeof value === 'number'
    ? money(value)
    : named(says.values, String(value), String(value));
}
