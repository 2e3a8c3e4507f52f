/** Filters of administrators' lists, each under a name. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { z } from 'zod';
import {
  flagColumn,
  idColumn,
  instantColumn,
  jsonColumn,
  refColumn,
  textColumn,
} from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class SavedFilterRow extends Model<
  InferAttributes<SavedFilterRow>,
  InferCreationAttributes<SavedFilterRow>
> {
  declare id: string;
  declare ownerId: string;
  /** The path of the list. */
  declare list: string;
  declare name: string;
  declare query: Record<string, string>;
  declare shared: boolean;
  declare createdAt: number;
  declare updatedAt: number;
}

export const defineSavedFilters = (database: Database) =>
  database.bind(SavedFilterRow, 'admin_filters', {
    id: idColumn(),
    ownerId: refColumn(),
    list: textColumn(100),
    name: textColumn(80),
    query: jsonColumn('query', z.record(z.string(), z.string())),
    shared: flagColumn('shared'),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  });
