/** Trucks and trailers of a listing on the wire. */
import { z } from 'zod';
import { Id, line } from '../../../platform/http/wire';
import { EquipmentKindName } from '../listing.fields';
import { isVin, plainVin } from './vin.rules';

export const CONDITIONS = ['EXCELLENT', 'GOOD', 'FAIR', 'POOR', 'NOT_RUNNING'] as const;
export const VEHICLES = ['TRUCK', 'TRAILER'] as const;
/** Older ones are in museums. */
const FIRST_YEAR = 1950;
const LAST_YEAR = 2100;
const MOST_PHOTOS = 10;

const name = line(40).refine(
  (typed) => /^[\p{L}\p{N} .&/'+-]+$/u.test(typed),
  'must be a name of letters and digits',
);

const shape = {
  vehicle: z.enum(VEHICLES).describe('A truck, or a trailer.'),
  kind: EquipmentKindName.describe('What kind of truck or trailer.'),
  make: name.describe('Who made it, such as Freightliner.'),
  model: name.nullable().describe('Such as Cascadia. Null: not stated.'),
  year: z.int().min(FIRST_YEAR).max(LAST_YEAR).describe('The model year.'),
  mileage: z.int().min(0).max(9_999_999).nullable().describe('Miles driven. Null: not stated, or a trailer.'),
  condition: z.enum(CONDITIONS).describe('Its condition, as the seller declares it.'),
};

export const NewEquipment = z
  .strictObject({
    ...shape,
    model: shape.model.default(null),
    mileage: shape.mileage.default(null),
    vin: z
      .string()
      .max(40)
      .transform(plainVin)
      .refine(isVin, 'is no vehicle identification number: 17 characters, the ninth of which fits the others')
      .nullable()
      .default(null)
      .describe('The vehicle identification number. Only readers with access see it. Null: not stated.'),
    photoIds: z
      .array(Id)
      .max(MOST_PHOTOS)
      .default([])
      .describe('Documents of yours of the type EQUIPMENT_PHOTO. Only readers with access see them.'),
  })
  .meta({ id: 'NewEquipment' });
export type NewEquipment = z.output<typeof NewEquipment>;

export const EquipmentView = z
  .strictObject({
    id: Id,
    ...shape,
    vinGiven: z
      .boolean()
      .describe('The seller has stated the vehicle identification number, and it is a valid one.'),
    vin: z.string().nullable().describe('Null for readers without access, and where it is not stated.'),
    photos: z
      .array(z.strictObject({ id: Id, title: z.string().describe('As its owner called it.') }))
      .nullable()
      .describe('Documents to download. Null for readers without access.'),
  })
  .meta({ id: 'Equipment', description: 'A truck or a trailer that goes with the company.' });
export type EquipmentView = z.output<typeof EquipmentView>;
