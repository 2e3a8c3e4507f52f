/** Who did what, newest first, and whether nothing of it was changed. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { actionLogQuery, verifyLogQuery } from '../../../api/admin';
import { FileButton } from '../../../app/file-button';
import { asProblem } from '../../../api/problem';
import type { components } from '../../../api/schema';
import { Chip } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { Moment } from '../../../ui/moment';
import { ProblemNote } from '../../../ui/problem-note';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { sayAction, sayPart } from '../action.rules';
import { AdminPage } from '../admin-page';
import { Thing } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RecordList } from '../record-list';

const { log, filters: filterWords } = adminWords;
const { audit: says } = adminWords.people;
const { common } = words;
const { adminPages: pages } = words.pages;

type Entry = components['schemas']['ActionLogEntry'];

const FILTERS: readonly Filter[] = [
  { kind: 'text', key: 'actor', label: says.actor },
  { kind: 'choice', key: 'action', label: says.action, names: log.action },
  { kind: 'choice', key: 'subjectType', label: says.subjectType, names: log.subject },
  { kind: 'text', key: 'subjectId', label: says.subjectId },
  { kind: 'from', key: 'from', label: filterWords.from },
  { kind: 'before', key: 'to', label: filterWords.to },
];

const exportPath = (asked: Readonly<Record<string, unknown>>): string => {
  const named = Object.entries(asked).flatMap(([key, value]) =>
    typeof value === 'string' && value !== '' ? [[key, value]] : [],
  );
  return `/admin/action-log/export?${new URLSearchParams(named).toString()}`;
};

export function AdminAuditPage() {
  const asked = useFilters(FILTERS);
  return (
    <AdminPage title={pages.audit.title}>
      <Chain />
      <FilterBar filters={FILTERS} />
      <FileButton path={exportPath(asked)} name="action-log.csv" label={says.save} />
      <RecordList
        query={actionLogQuery(asked)}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.when, cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
          { name: says.who, cell: ({ actor }) => <Actor actor={actor} /> },
          { name: says.what, cell: ({ action }) => sayAction(action) },
          { name: says.to, cell: ({ subject }) => <Thing {...subject} /> },
          { name: says.reason, cell: ({ reason }) => reason ?? common.none },
          { name: says.seal, figure: true, cell: ({ sealNumber }) => sealNumber ?? common.none },
        ]}
      />
    </AdminPage>
  );
}

/** By name, where the log tells it. */
const Actor = ({ actor }: { actor: Entry['actor'] & { name?: string | null } }) =>
  actor.kind === 'USER' ? (
    <Thing type="user" id={actor.id} name={actor.name} />
  ) : (
    <Link to="/admin/audit" search={{ actor: actor.id }}>
      {says.system(sayPart(actor.id))}
    </Link>
  );

function Chain() {
  const verdict = useQuery(verifyLogQuery);
  return (
    <div className="row">
      <Button variant="default" loading={verdict.isFetching} onClick={() => void verdict.refetch()}>
        {says.verify}
      </Button>
      {verdict.isError && (
        <ProblemNote problem={asProblem(verdict.error)} onRetry={() => void verdict.refetch()} />
      )}
      {verdict.data && (
        <p role="status">
          <Chip tone={verdict.data.intact ? 'ok' : 'bad'}>
            {verdict.data.intact
              ? verdict.data.head
                ? says.intact(verdict.data.head.sealNumber)
                : says.notYet
              : says.broken(verdict.data.violations.length)}
          </Chip>
        </p>
      )}
      {verdict.data && !verdict.data.intact && (
        <DataTable
          dense
          caption={says.verify}
          rows={verdict.data.violations}
          keyOf={({ check, subject }) => `${check}:${subject}`}
          columns={[
            { name: says.subject, cell: ({ subject }) => subject },
            { name: says.detail, cell: ({ detail }) => detail },
          ]}
        />
      )}
    </div>
  );
}
