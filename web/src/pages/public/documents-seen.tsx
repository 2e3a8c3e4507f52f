/** What the seller handed in with the listing, and what was verified of it. */
import type { DueDiligence } from '../../api/buyer';
import { shortDay } from '../../format/time';
import { Chip } from '../../ui/chip';
import { type Column, DataTable } from '../../ui/data-table';
import { words } from '../../words';
import { buyerWords } from '../../words/buyer';

const { report: says } = buyerWords;

type Seen = NonNullable<DueDiligence['documents']>[number];

const COLUMNS: Column<Seen>[] = [
  { name: says.documentType, cell: ({ type }) => words.codes.documentType[type] },
  { name: says.documentTitle, cell: ({ title }) => title },
  { name: says.documentHandedIn, cell: ({ uploadedAt }) => shortDay(uploadedAt) },
  {
    name: says.documentVerified,
    cell: ({ verifiedAt, verifiedBy }) =>
      verifiedAt && verifiedBy ? (
        <Chip tone="ok">{says.verifiedOn(verifiedBy, shortDay(verifiedAt))}</Chip>
      ) : (
        says.notVerified
      ),
  },
];

export const DocumentsSeen = ({ documents }: { documents: readonly Seen[] }) => (
  <section className="card stack-tight">
    <h2>{says.documents}</h2>
    {documents.length === 0 && <p className="second">{says.documentsNone}</p>}
    {documents.length > 0 && (
      <>
        <p className="second">{says.documentsLead}</p>
        <DataTable
          headed
          caption={says.documents}
          columns={COLUMNS}
          rows={documents}
          keyOf={({ id }) => id}
        />
      </>
    )}
  </section>
);
