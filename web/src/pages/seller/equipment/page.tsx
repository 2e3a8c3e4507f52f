/** A seller lists the trucks and trailers of a company. */
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { listingDocumentsQuery } from '../../../api/buyer';
import {
  addEquipment,
  type Equipment,
  equipmentQuery,
  type NewEquipment,
  removeEquipment,
} from '../../../api/equipment';
import { asProblem } from '../../../api/problem';
import { EquipmentTable } from '../../../app/equipment-table';
import { useMove } from '../../../app/use-move';
import { CountInput } from '../../../ui/count-input';
import { Empty } from '../../../ui/empty';
import { FormProblem } from '../../../ui/form-problem';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { equipmentWords as says } from '../../../words/equipment';
import classes from '../seller.module.css';

const { codes } = words;
const route = getRouteApi('/signed-in/my-listings/$id/equipment');

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

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
      {list.data && list.data.length > 0 && <Listed id={id} rows={list.data} />}
      {list.data && <Adding key={list.data.length} id={id} />}
    </div>
  );
}

function Listed({ id, rows }: { id: string; rows: readonly Equipment[] }) {
  const remove = useMove((itemId: string) => removeEquipment(id, itemId), {
    changes: [['listing', id, 'equipment']],
  });
  return (
    <>
      <FormProblem>{remove.problem}</FormProblem>
      <EquipmentTable
        rows={rows}
        act={({ id: itemId, make, year }) => (
          <Button
            variant="default"
            size="compact-sm"
            loading={remove.busy}
            aria-label={says.removeNamed(`${year} ${make}`)}
            onClick={() => remove.act(itemId)}
          >
            {says.remove}
          </Button>
        )}
      />
    </>
  );
}

type Draft = Omit<NewEquipment, 'year'> & { year: number | null };
const NOTHING: Draft = {
  vehicle: 'TRUCK',
  kind: 'SLEEPER',
  make: '',
  model: null,
  year: null,
  mileage: null,
  condition: 'GOOD',
  vin: null,
  photoIds: [],
};

function Adding({ id }: { id: string }) {
  const [draft, setDraft] = useState(NOTHING);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const add = useMove((body: NewEquipment, key: string) => addEquipment(id, body, key), {
    changes: [['listing', id, 'equipment']],
  });
  return (
    <form
      className="card stack-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.year !== null) add.act({ ...draft, year: draft.year });
      }}
    >
      <h2>{says.addTitle}</h2>
      <div className={classes.pair}>
        <NativeSelect
          label={says.vehicle}
          data={options(says.vehicles)}
          value={draft.vehicle}
          onChange={({ currentTarget: { value } }) => change({ vehicle: value as Draft['vehicle'] })}
        />
        <NativeSelect
          label={says.kind}
          data={options(codes.equipmentKind)}
          value={draft.kind}
          onChange={({ currentTarget: { value } }) => change({ kind: value as Draft['kind'] })}
        />
        <TextInput
          label={says.make}
          required
          maxLength={40}
          value={draft.make}
          error={add.errorOf('make')}
          onChange={({ currentTarget: { value } }) => change({ make: value })}
        />
        <TextInput
          label={says.model}
          maxLength={40}
          value={draft.model ?? ''}
          error={add.errorOf('model')}
          onChange={({ currentTarget: { value } }) => change({ model: value || null })}
        />
        <CountInput
          label={says.year}
          name="year"
          value={draft.year}
          error={add.errorOf('year')}
          onCount={(year) => change({ year })}
        />
        <CountInput
          label={says.mileage}
          name="mileage"
          value={draft.mileage ?? null}
          error={add.errorOf('mileage')}
          onCount={(mileage) => change({ mileage })}
        />
        <NativeSelect
          label={says.condition}
          data={options(says.conditions)}
          value={draft.condition}
          onChange={({ currentTarget: { value } }) => change({ condition: value as Draft['condition'] })}
        />
        <TextInput
          label={says.vin}
          description={says.vinHint}
          maxLength={40}
          value={draft.vin ?? ''}
          error={add.errorOf('vin')}
          onChange={({ currentTarget: { value } }) => change({ vin: value || null })}
        />
      </div>
      <Photos id={id} chosen={draft.photoIds ?? []} onChange={(photoIds) => change({ photoIds })} />
      <FormProblem>{add.problem}</FormProblem>
      <div>
        <Button type="submit" loading={add.busy} disabled={draft.make.trim() === '' || draft.year === null}>
          {says.add}
        </Button>
      </div>
    </form>
  );
}

interface PhotosProps {
  id: string;
  chosen: readonly string[];
  onChange(ids: string[]): void;
}

/** Those that are uploaded to the listing already. */
function Photos({ id, chosen, onChange }: PhotosProps) {
  const documents = useInfiniteQuery(listingDocumentsQuery(id));
  const photos = (documents.data?.pages.flatMap(({ data }) => data) ?? []).filter(
    ({ type }) => type === 'EQUIPMENT_PHOTO',
  );
  return (
    <>
      <p className="note">
        {says.photosNote}{' '}
        <Link to="/my-listings/$id/documents" params={{ id }}>
          {words.pages.sellerPages.listingDocuments.title}
        </Link>
      </p>
      {photos.length > 0 && (
        <Checkbox.Group label={says.photosOf} value={[...chosen]} onChange={onChange}>
          {photos.map(({ id: photoId, title }) => (
            <Checkbox key={photoId} value={photoId} label={title} />
          ))}
        </Checkbox.Group>
      )}
    </>
  );
}
