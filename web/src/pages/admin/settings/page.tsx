/** What changes while the product runs: what holds, what is to come, and what was changed by whom. */
import { useQuery } from '@tanstack/react-query';
import { type Setting, settingHistoryQuery, settingsQuery } from '../../../api/admin-house';
import { answerOf, api } from '../../../api/client';
import { asProblem } from '../../../api/problem';
import { shortMoment } from '../../../format/time';
import { useNow } from '../../../app/use-now';
import { Chip } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { Moment } from '../../../ui/moment';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { SecondWord, Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RecordList } from '../record-list';
import { changesOf, groupsOf, labelOf, showValue } from './settings.rules';

const { settings: says } = adminWords.house;
const { acts, cells, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

export function AdminSettingsPage() {
  const settings = useQuery(settingsQuery);
  return (
    <AdminPage title={pages.settings.title}>
      <p className="second">{says.note}</p>
      {settings.isPending && <Skeleton heights={[36, 32, 32, 32, 36, 32, 32]} />}
      {settings.isError && (
        <ProblemNote problem={asProblem(settings.error)} onRetry={() => void settings.refetch()} />
      )}
      {settings.data &&
        groupsOf(settings.data.settings).map(([group, own]) => (
          <Group key={group} group={group} settings={own} version={settings.data.version} />
        ))}
      <h2>{says.history}</h2>
      <History settings={settings.data?.settings ?? []} />
    </AdminPage>
  );
}

interface GroupProps {
  group: string;
  settings: readonly Setting[];
  version: number;
}

const Group = ({ group, settings, version }: GroupProps) => (
  <section className="stack-tight">
    <h2>{group}</h2>
    <DataTable
      dense
      caption={says.caption(group)}
      rows={settings}
      keyOf={({ name }) => name}
      columns={[
        {
          name: says.name,
          cell: ({ title, description, twoAdmins, name }) => (
            <>
              <strong>{title}</strong> {twoAdmins && <Chip tone="neutral">{says.twoAdmins}</Chip>}{' '}
              <SecondWord id={name} />
              <br />
              <span className="note">{description}</span>
            </>
          ),
        },
        { name: says.value, cell: (setting) => showValue(setting, setting.value) },
        { name: says.usual, cell: (setting) => showValue(setting, setting.usual) },
        {
          name: says.scheduled,
          cell: (setting) =>
            setting.scheduled
              ? says.scheduledFor(
                  showValue(setting, setting.scheduled.value),
                  shortMoment(setting.scheduled.effectiveAt),
                )
              : common.none,
        },
      ]}
    />
    <div>
      <Acts acts={[changeOf(group, settings, version, useNow())]} />
    </div>
  </section>
);

const changeOf = (group: string, settings: readonly Setting[], version: number, now: number): Act => ({
  label: says.change(group),
  note: says.changeNote,
  fields: [
    ...settings.map((setting) => ({
      ...{ kind: setting.kind === 'flag' ? ('flag' as const) : ('text' as const) },
      ...{ name: setting.name, label: labelOf(setting), initial: setting.value, optional: true as const },
    })),
    { kind: 'days', name: 'effectiveAt', label: says.days, optional: true },
    { kind: 'reason', name: 'reason', label: acts.reason },
  ],
  send: (read) =>
    answerOf(
      api.PUT('/admin/settings', {
        body: {
          version,
          values: changesOf(settings, read.text),
          reason: read.text('reason'),
          ...(read.textOrNone('effectiveAt') ? { effectiveAt: read.daysFrom('effectiveAt', now) } : {}),
        },
      }),
    ),
});

const cancelOf = (id: string): Act => ({
  label: says.cancel,
  note: says.cancelNote,
  fields: [{ kind: 'reason', name: 'reason', label: acts.reason }],
  send: (read) =>
    answerOf(
      api.POST('/admin/settings/history/{id}/cancel', {
        params: { path: { id } },
        body: { reason: read.text('reason') },
      }),
    ),
});

function History({ settings }: { settings: readonly Setting[] }) {
  const shown = (name: string, value: string | null) => {
    const setting = settings.find((each) => each.name === name);
    if (!setting) return value ?? common.none;
    return showValue(setting, value ?? setting.usual);
  };
  const filters: readonly Filter[] = [
    {
      ...{ kind: 'choice', key: 'name', label: filterWords.setting },
      names: Object.fromEntries(settings.map(({ name, title }) => [name, title])),
    },
  ];
  const { name: asked } = useFilters(filters);
  return (
    <>
      <FilterBar filters={filters} />
      <RecordList
        query={settingHistoryQuery({ name: asked })}
        headed
        caption={says.history}
        empty={says.historyEmpty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.what, cell: ({ title }) => title },
          { name: says.from, cell: ({ name, formerValue }) => shown(name, formerValue) },
          { name: says.to, cell: ({ name, value }) => shown(name, value) },
          { name: says.since, cell: ({ effectiveAt }) => <Moment at={effectiveAt} /> },
          { name: says.reason, cell: ({ reason }) => reason },
          { name: says.who, cell: ({ decidedBy }) => <Who person={decidedBy} /> },
          { name: says.state, cell: ({ state }) => says.states[state] },
          {
            name: cells.acts,
            cell: ({ id, state }) =>
              state === 'SCHEDULED' ? <Acts inRow acts={[cancelOf(id)]} /> : common.none,
          },
        ]}
      />
    </>
  );
}
