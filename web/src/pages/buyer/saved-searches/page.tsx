/** The searches that the reader keeps: what each looks for, when it tells, and how to pause, run or delete it. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../../../api/problem';
import { configQuery } from '../../../api/queries';
import {
  type Alerts,
  type SavedSearch,
  savedSearches,
  savedSearchesQuery,
} from '../../../api/saved-searches';
import { ConfirmRemove } from '../../../app/confirm-remove';
import { useMove } from '../../../app/use-move';
import { Chip } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { savedSearchWords as says } from '../../../words/saved-searches';
import { activeFilters, filtersOfText } from '../../../app/listing-search.rules';

const { buyerPages: pages } = words.pages;
const CHANGES = { changes: [['saved-searches']] } as const;

export function SavedSearchesPage() {
  const list = useQuery(savedSearchesQuery);
  return (
    <div className="stack">
      <PageHeading aside={<Link to="/search">{says.search}</Link>}>{pages.savedSearches.title}</PageHeading>
      <p className="second">
        {says.pageLead} <Link to="/account/notifications">{says.preferences}</Link>
      </p>
      {list.isPending && <Skeleton heights={[240]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && (
        <Empty action={<Link to="/search">{says.search}</Link>}>{says.empty}</Empty>
      )}
      {list.data && list.data.length > 0 && (
        <DataTable
          caption={says.caption}
          rows={list.data}
          keyOf={({ id }) => id}
          columns={[
            { name: says.name, cell: ({ name }) => name },
            { name: says.looksFor, cell: (search) => <LooksFor search={search} /> },
            { name: says.tell, cell: (search) => <AlertsChoice search={search} /> },
            {
              name: says.told,
              cell: ({ lastToldAt }) => (lastToldAt ? <Moment at={lastToldAt} /> : says.never),
            },
            {
              name: says.state,
              cell: ({ paused }) =>
                paused ? <Chip tone="neutral">{says.paused}</Chip> : <Chip tone="ok">{says.on}</Chip>,
            },
            { name: says.acts, cell: (search) => <Acts search={search} /> },
          ]}
        />
      )}
    </div>
  );
}

function LooksFor({ search: { query } }: { search: SavedSearch }) {
  const { data: config } = useQuery(configQuery);
  const { filters, others } = filtersOfText(query);
  const named = activeFilters(filters, config?.listingBands).map(({ label }) => label);
  if (others.length > 0) named.push(says.others(others.length));
  return named.length > 0 ? named.join(', ') : says.everything;
}

function AlertsChoice({ search: { id, name, alerts } }: { search: SavedSearch }) {
  const move = useMove(savedSearches.change, CHANGES);
  return (
    <>
      <NativeSelect
        aria-label={says.alertsOf(name)}
        value={alerts}
        disabled={move.busy}
        onChange={({ currentTarget }) => move.act({ id, alerts: currentTarget.value as Alerts })}
        data={Object.entries(says.alerts).map(([value, label]) => ({ value, label }))}
      />
      <FormProblem>{move.problem}</FormProblem>
    </>
  );
}

function Acts({ search }: { search: SavedSearch }) {
  const { id, name, paused, query } = search;
  const pause = useMove(savedSearches.change, CHANGES);
  return (
    <div className="row">
      <Link to="/search" search={filtersOfText(query).filters} aria-label={says.run(name)}>
        {says.runShort}
      </Link>
      <Button
        variant="default"
        loading={pause.busy}
        aria-label={paused ? says.resumeOf(name) : says.pauseOf(name)}
        onClick={() => pause.act({ id, paused: !paused })}
      >
        {paused ? says.resume : says.pause}
      </Button>
      <Rename search={search} />
      <Remove search={search} />
      <FormProblem>{pause.problem}</FormProblem>
    </div>
  );
}

function Rename({ search: { id, name } }: { search: SavedSearch }) {
  const [opened, setOpened] = useState(false);
  const move = useMove(savedSearches.change, { ...CHANGES, onDone: () => setOpened(false) });
  return (
    <>
      <Button variant="default" aria-label={says.renameOf(name)} onClick={() => setOpened(true)}>
        {says.rename}
      </Button>
      <MoveDialog
        title={says.renameOf(name)}
        opened={opened}
        onClose={() => setOpened(false)}
        submit={says.renameSubmit}
        move={move}
        onSubmit={(form) => move.act({ id, name: formText(form, 'name') })}
      >
        <TextInput
          name="name"
          label={says.name}
          defaultValue={name}
          required
          withAsterisk={false}
          maxLength={100}
          error={move.errorOf('name')}
        />
      </MoveDialog>
    </>
  );
}

const Remove = ({ search: { id, name } }: { search: SavedSearch }) => (
  <ConfirmRemove
    id={id}
    remove={savedSearches.remove}
    changes={CHANGES.changes}
    title={says.removeOf(name)}
    submit={says.remove}
    text={<p>{says.removeText}</p>}
  >
    {(open) => (
      <Button variant="default" aria-label={says.removeOf(name)} onClick={open}>
        {says.remove}
      </Button>
    )}
  </ConfirmRemove>
);
