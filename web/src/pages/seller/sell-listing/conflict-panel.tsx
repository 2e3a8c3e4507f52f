/** Two versions of the same fields beside each other, to choose from. */
import { Button } from '@mantine/core';
import { DataTable } from '../../../ui/data-table';
import { sellWords } from '../../../words/seller';
import { FIELD_NAMES, showField } from '../content-fields';
import { contentOf, differences } from './draft.rules';
import type { Draft } from './use-draft';

const { conflict: says } = sellWords;

export function ConflictPanel({ draft }: { draft: Draft }) {
  const there = draft.conflict && contentOf(draft.conflict);
  if (!there) return null;
  return (
    <section className="card stack-form" role="alert">
      <div>
        <h2>{says.title}</h2>
        <p className="second">{says.lead}</p>
      </div>
      <DataTable
        headed
        caption={says.title}
        columns={[
          { name: says.field, cell: ({ field }) => FIELD_NAMES[field] ?? field },
          { name: says.here, cell: ({ field, here }) => showField(field, here) },
          { name: says.there, cell: ({ field, there: saved }) => showField(field, saved) },
        ]}
        rows={differences(draft.edits, there)}
        keyOf={({ field }) => field}
      />
      <div className="row">
        <Button onClick={() => void draft.store.keepHere()}>{says.keep}</Button>
        <Button variant="default" onClick={draft.store.takeThere}>
          {says.take}
        </Button>
      </div>
    </section>
  );
}
