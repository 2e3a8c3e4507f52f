/** A seller lists the trucks and trailers of a company. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { addEquipment, equipmentQuery, type NewEquipment } from '../../../api/equipment';
import { asProblem } from '../../../api/problem';
import { EquipmentTable } from '../../../app/equipment-table';
import { useMove } from '../../../app/use-move';
import { Empty } from '../../../ui/empty';
import { FormProblem } from '../../../ui/form-problem';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { equipmentWords as says } from '../../../words/equipment';
import { completeDraft, NOTHING } from './draft.rules';
import { EquipmentFields } from './fields';
import { RowActs } from './row-acts';

const route = getRouteApi('/signed-in/my-listings/$id/equipment');

export function EquipmentPage() {
  const { id } = route.useParams();
  const list = useQuery(equipmentQuery(id));
  return (
    <div className="stack">
      <p>
        <Link to="/my-listings/$id" params={{ id }}>
          {says.back}
        </Link>
      </p>
      <PageHeading>{words.pages.sellerPages.equipment.title}</PageHeading>
      <p className="second">{says.lead}</p>
      {list.isPending && <Skeleton heights={[120, 320]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <Empty>{says.empty}</Empty>}
      {list.data && list.data.length > 0 && (
        <EquipmentTable rows={list.data} act={(item) => <RowActs listingId={id} item={item} />} />
      )}
      {list.data && <Adding id={id} />}
    </div>
  );
}

function Adding({ id }: { id: string }) {
  const [draft, setDraft] = useState(NOTHING);
  const body = completeDraft(draft);
  const add = useMove((sent: NewEquipment, key: string) => addEquipment(id, sent, key), {
    changes: [['listing', id, 'equipment']],
    onDone: () => setDraft(NOTHING),
  });
  return (
    <form
      className="card stack-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (body) add.act(body);
      }}
    >
      <h2>{says.addTitle}</h2>
      <EquipmentFields
        listingId={id}
        draft={draft}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        errorOf={add.errorOf}
      />
      <FormProblem>{add.problem}</FormProblem>
      <div>
        <Button type="submit" loading={add.busy} disabled={body === null}>
          {says.add}
        </Button>
      </div>
    </form>
  );
}
