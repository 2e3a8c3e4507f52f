/** Documents that wait for a review or in quarantine for a decision, the longest wait first; and all of them. */
import {
  allDocumentsQuery,
  type Asked,
  pendingDocumentsQuery,
  quarantinedDocumentsQuery,
} from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import type { Column } from '../../../ui/data-table';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { OpenDocument } from '../open-document';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';

const { documents: says, codes, cells, acts, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

type Waiting = components['schemas']['DocumentForAdmin'];

const KILOBYTE = 1024;

const FACTS: Column<Waiting>[] = [
  { name: says.type, cell: ({ document }) => codes.documentType[document.type] },
  { name: says.owner, cell: ({ owner }) => <Who person={owner} /> },
  {
    name: says.size,
    figure: true,
    cell: ({ document }) => says.kilobytes(Math.ceil(document.sizeBytes / KILOBYTE)),
  },
  { name: says.uploaded, cell: ({ document }) => <Moment at={document.uploadedAt} /> },
];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'type', label: says.type, names: codes.documentType },
  { kind: 'choice', key: 'review', label: filterWords.status, names: says.reviews },
  { kind: 'text', key: 'ownerId', label: filterWords.ownerId },
];

/** Everything that is kept, whatever came of its review. */
function AllDocuments() {
  const values = useFilters(FILTERS);
  const { type, review } = values as Pick<Asked<'listAllDocuments'>, 'type' | 'review'>;
  return (
    <section className="stack-tight">
      <h2>{says.all}</h2>
      <FilterBar filters={FILTERS} list="/admin/documents" />
      <RecordList
        query={allDocumentsQuery({ ...recordAsked(values), type, review, ownerId: values.ownerId })}
        headed
        caption={says.all}
        empty={says.allEmpty}
        keyOf={({ document }) => document.id}
        columns={[
          {
            name: says.title,
            cell: ({ document }) => <OpenDocument id={document.id} label={document.title} />,
          },
          ...FACTS,
          { name: cells.status, cell: ({ document }) => says.reviews[document.review] },
        ]}
      />
    </section>
  );
}

export const AdminDocumentsPage = () => (
  <AdminPage title={pages.documents.title}>
    <RecordList
      query={pendingDocumentsQuery}
      caption={says.caption}
      empty={says.empty}
      keyOf={({ document }) => document.id}
      columns={[
        {
          name: says.title,
          cell: ({ document }) => <OpenDocument id={document.id} label={document.title} />,
        },
        ...FACTS,
        { name: cells.acts, cell: ({ document }) => <Acts inRow acts={actsOf(document)} /> },
      ]}
    />
    <section className="stack-tight">
      <h2>{says.quarantine}</h2>
      <p className="second">{says.quarantineLead}</p>
      <RecordList
        query={quarantinedDocumentsQuery}
        caption={says.quarantineCaption}
        empty={says.quarantineEmpty}
        keyOf={({ document }) => document.id}
        columns={[
          { name: says.title, cell: ({ document }) => document.title },
          ...FACTS,
          {
            name: says.found,
            cell: ({ document }) => document.quarantine?.found.join(', ') || says.foundNothing,
          },
          { name: cells.acts, cell: ({ document }) => <Acts inRow acts={judgingOf(document)} /> },
        ]}
      />
    </section>
    <AllDocuments />
  </AdminPage>
);

const judgingOf = ({ id, version, quarantine }: components['schemas']['Document']): Act[] => {
  const sent = (read: Parameters<Act['send']>[0]) => ({
    params: { path: { id } },
    body: { reason: read.text('reason'), version },
  });
  const reason = { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold } as const;
  const release: Act = {
    label: says.release,
    note: says.releaseNote,
    fields: [reason],
    send: (read) => answerOf(api.POST('/documents/{id}/quarantine/release', sent(read))),
  };
  return [
    ...(quarantine?.releasable ? [release] : []),
    {
      label: says.refuse,
      note: says.refuseNote,
      grave: true,
      fields: [reason],
      send: (read) => answerOf(api.POST('/documents/{id}/quarantine/refuse', sent(read))),
    },
  ];
};

const actsOf = ({ id, version }: components['schemas']['Document']): Act[] => {
  const decide = (verdict: 'VERIFIED' | 'REJECTED'): Act['send'] => {
    return (read) =>
      answerOf(
        api.PUT('/documents/{id}/verify', {
          params: { path: { id } },
          body: { verdict, version, reason: read.textOrNone('reason') },
        }),
      );
  };
  const reason = { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold } as const;
  return [
    {
      label: says.verify,
      note: says.verifyNote,
      fields: [{ ...reason, optional: true }],
      send: decide('VERIFIED'),
    },
    { label: says.reject, note: says.rejectNote, grave: true, fields: [reason], send: decide('REJECTED') },
  ];
};
