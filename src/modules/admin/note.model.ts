/** Notes of administrators, one row a note; one that was taken back keeps its row and loses its text. */
import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { idColumn, instantColumn, nullable, refColumn, textColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export class NoteRow extends Model<InferAttributes<NoteRow>, InferCreationAttributes<NoteRow>> {
  declare id: string;
  declare subjectType: string;
  declare subjectId: string;
  declare authorId: string;
  declare content: string;
  declare createdAt: number;
  declare deletedAt: CreationOptional<number | null>;
}

export const defineNotes = (database: Database) =>
  database.bind(NoteRow, 'admin_notes', {
    id: idColumn(),
    subjectType: textColumn(40),
    subjectId: textColumn(120),
    authorId: refColumn(),
    content: textColumn(4_000),
    createdAt: instantColumn(),
    deletedAt: nullable(instantColumn()),
  });
