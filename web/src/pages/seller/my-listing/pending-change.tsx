/** What waits for a review, beside what buyers see meanwhile. */
import type { Listing } from '../../../api/queries';
import { DataTable } from '../../../ui/data-table';
import { shortMoment } from '../../../format/time';
import { sellerWords } from '../../../words/seller';
import { FIELD_NAMES, showField } from '../content-fields';

const { listing: says } = sellerWords;

const GROUPS = ['deal', 'operation', 'platformStanding', 'finance'];

type Tree = Record<string, unknown>;

const valueAt = (content: Tree, field: string): unknown => {
  const [group = '', key] = field.split('.');
  const found = content[group];
  return key === undefined ? found : (found as Tree | null)?.[key];
};

export function PendingChange({ listing }: { listing: Listing }) {
  const { management, confidential } = listing;
  if (!management?.pendingChange || !confidential) return null;
  const approved: Tree = { ...listing, ...confidential };
  const changed: Tree = { ...management.pendingChange };
  const rows = Object.keys(FIELD_NAMES)
    .filter((field) => !GROUPS.includes(field))
    .map((field) => ({
      field,
      before: showField(field, valueAt(approved, field)),
      after: showField(field, valueAt(changed, field)),
    }))
    .filter(({ before, after }) => before !== after);
  return (
    <section className="card stack-tight">
      <h2>{says.pending}</h2>
      <p className="second">{says.pendingNote}</p>
      <p className="note">{says.pendingSince(shortMoment(management.pendingChange.submittedAt))}</p>
      <DataTable
        headed
        caption={says.pending}
        columns={[
          { name: says.field, cell: ({ field }) => FIELD_NAMES[field] ?? field },
          { name: says.approved, cell: ({ before }) => before },
          { name: says.changed, cell: ({ after }) => after },
        ]}
        rows={rows}
        keyOf={({ field }) => field}
      />
    </section>
  );
}
