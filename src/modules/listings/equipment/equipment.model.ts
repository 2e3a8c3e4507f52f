/** The trucks and trailers of listings. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  idColumn,
  instantColumn,
  integerColumn,
  jsonColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import { CONDITIONS, type NewEquipment, VEHICLES } from './equipment.schema';
import { EquipmentKindName } from '../listing.fields';

export class EquipmentRow extends Model<
  InferAttributes<EquipmentRow>,
  InferCreationAttributes<EquipmentRow>
> {
  declare id: string;
  declare listingId: string;
  declare vehicle: NewEquipment['vehicle'];
  declare kind: NewEquipment['kind'];
  declare make: string;
  declare model: string | null;
  declare year: number;
  declare mileage: number | null;
  declare condition: NewEquipment['condition'];
  declare vin: string | null;
  declare photoIds: string[];
  declare createdAt: number;
  declare updatedAt: number;
}

export const defineEquipment = (database: Database): typeof EquipmentRow =>
  database.bind(EquipmentRow, 'listing_equipment', {
    id: idColumn(),
    listingId: refColumn(),
    vehicle: wordColumn(VEHICLES),
    kind: wordColumn(EquipmentKindName.options),
    make: textColumn(40),
    model: nullable(textColumn(40)),
    year: integerColumn(),
    mileage: nullable(integerColumn()),
    condition: wordColumn(CONDITIONS),
    vin: nullable(textColumn(17)),
    photoIds: jsonColumn('photoIds', z.array(z.string())),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  });
