/** The searches that people keep. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import {
  flagColumn,
  idColumn,
  instantColumn,
  nullable,
  refColumn,
  textColumn,
  wordColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import { type Alerts, ALERTS, QUERY_LENGTH_MAX } from './saved-search.rules';

export const NAME_LENGTH_MAX = 100;

export class SavedSearch extends Model<InferAttributes<SavedSearch>, InferCreationAttributes<SavedSearch>> {
  declare id: string;
  declare userId: string;
  declare name: string;
  /** As `GET /listings` takes it, in one order. */
  declare query: string;
  declare alerts: Alerts;
  declare paused: boolean;
  /** The high-water mark: the position in the log up to which it has looked. */
  declare seenUpTo: number;
  declare dueAt: number;
  declare lastToldAt: CreationOptional<number | null>;
  declare createdAt: number;
  declare updatedAt: number;
}

export const defineSavedSearches = (database: Database): typeof SavedSearch =>
  database.bind(SavedSearch, 'saved_searches', {
    id: idColumn(),
    userId: refColumn(),
    name: textColumn(NAME_LENGTH_MAX),
    query: textColumn(QUERY_LENGTH_MAX),
    alerts: wordColumn(ALERTS),
    paused: flagColumn('paused'),
    seenUpTo: instantColumn(),
    dueAt: instantColumn(),
    lastToldAt: nullable(instantColumn()),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  });
