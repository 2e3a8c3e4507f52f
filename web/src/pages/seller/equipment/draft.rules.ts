/** What is typed of a truck or a trailer, before it is sent. */
import type { Equipment, NewEquipment } from '../../../api/equipment';

export type Draft = Omit<NewEquipment, 'year' | 'photoIds'> & { year: number | null; photoIds: string[] };

export const NOTHING: Draft = {
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

/** As it stands, to be changed: what is sent replaces all of it, its photos too. */
export const draftOf = ({ id: _id, vinGiven: _given, photos, ...rest }: Equipment): Draft => ({
  ...rest,
  photoIds: (photos ?? []).map((photo) => photo.id),
});

/** Null while something is missing. */
export const completeDraft = ({ year, ...rest }: Draft): NewEquipment | null =>
  year === null || rest.make.trim() === '' ? null : { ...rest, year };

export const nameOf = ({ year, make, model }: Pick<Equipment, 'year' | 'make' | 'model'>): string =>
  [String(year), make, model ?? ''].join(' ').trim();
