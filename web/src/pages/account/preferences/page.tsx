/** By which ways one is told what, and when letters come. */
import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { account, type Preferences, preferencesQuery } from '../../../api/account';
import { asProblem } from '../../../api/problem';
import { useMove } from '../../../app/use-move';
import { DataTable } from '../../../ui/data-table';
import { FormProblem } from '../../../ui/form-problem';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { accountWords } from '../../../words/account';
import classes from '../account.module.css';
import { AccountFrame } from '../frame';
import { type Channel, CHANNELS, groupKinds } from './preferences.rules';
import { Times } from './times';

const { preferences: says, category: names, queue: queueNames } = accountWords;
const { accountPages: pages } = words.pages;
const CHANGES = { changes: [['notification-preferences']] } as const;

export function PreferencesPage() {
  const preferences = useQuery(preferencesQuery);
  return (
    <AccountFrame title={pages.preferences.title}>
      <p className="second">{says.lead}</p>
      {preferences.isPending && <Skeleton heights={[280, 480]} />}
      {preferences.isError && (
        <ProblemNote problem={asProblem(preferences.error)} onRetry={() => void preferences.refetch()} />
      )}
      {preferences.data && (
        <>
          <Times preferences={preferences.data} />
          <Kinds preferences={preferences.data} />
          {preferences.data.queues.length > 0 && <Queues preferences={preferences.data} />}
        </>
      )}
    </AccountFrame>
  );
}

function Kinds({ preferences }: { preferences: Preferences }) {
  const choose = useMove(account.choose, CHANGES);
  const all = groupKinds(preferences.kinds);
  const groups = all.filter(({ free }) => free.length > 0);
  const always = all.filter(({ free }) => free.length === 0).map(({ category }) => names[category]);
  type Row = (typeof groups)[number];
  const switchOf = (row: Row, channel: Channel) => {
    const told = row.told[channel];
    return (
      <Checkbox
        aria-label={says.choose(names[row.category], says[channel])}
        checked={told === 'all'}
        indeterminate={told === 'some'}
        disabled={choose.busy}
        onChange={({ currentTarget: { checked } }) =>
          choose.act({ kinds: row.free.map((kind) => ({ kind, channels: { [channel]: checked } })) })
        }
      />
    );
  };
  return (
    <>
      <DataTable
        caption={says.what}
        rows={groups}
        keyOf={({ category }) => category}
        columns={[
          { name: says.kind, cell: ({ category }) => names[category] },
          ...CHANNELS.map((channel) => ({
            name: says[channel],
            cell: (row: Row) => switchOf(row, channel),
          })),
        ]}
      />
      {always.length > 0 && <p className="second">{says.always(always.join(', '))}</p>}
      <FormProblem>{choose.problem}</FormProblem>
    </>
  );
}

function Queues({ preferences }: { preferences: Preferences }) {
  const choose = useMove(account.choose, CHANGES);
  return (
    <section className={`card ${classes.part}`}>
      <h2>{says.queues}</h2>
      <p className="second">{says.queuesHint}</p>
      <div className={classes.scopes}>
        {preferences.queues.map(({ queue, told }) => (
          <Checkbox
            key={queue}
            label={queueNames[queue]}
            checked={told}
            disabled={choose.busy}
            onChange={({ currentTarget: { checked } }) => choose.act({ queues: [{ queue, told: checked }] })}
          />
        ))}
      </div>
      <FormProblem>{choose.problem}</FormProblem>
    </section>
  );
}
