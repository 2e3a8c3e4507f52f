/** The fields of one truck or trailer: for a new one, and for one that is changed. */
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { listingDocumentsQuery } from '../../../api/buyer';
import { CountInput } from '../../../ui/count-input';
import { words } from '../../../words';
import { equipmentWords as says } from '../../../words/equipment';
import classes from '../seller.module.css';
import type { Draft } from './draft.rules';
import { PartProblem } from '../../../app/part-problem';

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

interface Props {
  listingId: string;
  draft: Draft;
  onChange(part: Partial<Draft>): void;
  errorOf(field: string): string | undefined;
}

export const EquipmentFields = ({ listingId, draft, onChange, errorOf }: Props) => (
  <>
    <div className={classes.pair}>
      <NativeSelect
        label={says.vehicle}
        data={options(says.vehicles)}
        value={draft.vehicle}
        error={errorOf('vehicle')}
        onChange={({ currentTarget: { value } }) => onChange({ vehicle: value as Draft['vehicle'] })}
      />
      <NativeSelect
        label={says.kind}
        data={options(says.kinds)}
        value={draft.kind}
        error={errorOf('kind')}
        onChange={({ currentTarget: { value } }) => onChange({ kind: value as Draft['kind'] })}
      />
      <TextInput
        label={says.make}
        required
        maxLength={40}
        value={draft.make}
        error={errorOf('make')}
        onChange={({ currentTarget: { value } }) => onChange({ make: value })}
      />
      <TextInput
        label={says.model}
        maxLength={40}
        value={draft.model ?? ''}
        error={errorOf('model')}
        onChange={({ currentTarget: { value } }) => onChange({ model: value || null })}
      />
      <CountInput
        label={says.year}
        name="year"
        value={draft.year}
        error={errorOf('year')}
        onCount={(year) => onChange({ year })}
      />
      <CountInput
        label={says.mileage}
        name="mileage"
        value={draft.mileage ?? null}
        error={errorOf('mileage')}
        onCount={(mileage) => onChange({ mileage })}
      />
      <NativeSelect
        label={says.condition}
        data={options(says.conditions)}
        value={draft.condition}
        onChange={({ currentTarget: { value } }) => onChange({ condition: value as Draft['condition'] })}
      />
      <TextInput
        label={says.vin}
        description={says.vinHint}
        maxLength={40}
        value={draft.vin ?? ''}
        error={errorOf('vin')}
        onChange={({ currentTarget: { value } }) => onChange({ vin: value || null })}
      />
    </div>
    <Photos id={listingId} chosen={draft.photoIds} onChange={(photoIds) => onChange({ photoIds })} />
  </>
);

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
      <PartProblem query={documents} />
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
