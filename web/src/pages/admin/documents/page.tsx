/** Documents that wait for a review, the longest wait first. */
import { pendingDocumentsQuery } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { OpenDocument } from '../open-document';
import { RecordList } from '../record-list';

const { documents: says, codes, cells, acts } = adminWords;
const { adminPages: pages } = words.pages;

const KILOBYTE = 1024;

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
        { name: says.type, cell: ({ document }) => codes.documentType[document.type] },
        { name: says.owner, cell: ({ owner }) => <Who person={owner} /> },
        {
          name: says.size,
          figure: true,
          cell: ({ document }) => says.kilobytes(Math.ceil(document.sizeBytes / KILOBYTE)),
        },
        { name: says.uploaded, cell: ({ document }) => <Moment at={document.uploadedAt} /> },
        { name: cells.acts, cell: ({ document }) => <Acts inRow acts={actsOf(document)} /> },
      ]}
    />
  </AdminPage>
);

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
