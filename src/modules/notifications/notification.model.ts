/** Notices as rows: one for each event and person, however often the event is delivered. */
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { idColumn, instantColumn, nullable, refColumn, textColumn } from '../../platform/db/columns';
import type { Database } from '../../platform/db/database';

export const TITLE_LENGTH = 300;
export const BODY_LENGTH = 2_000;

export class Notification extends Model<
  InferAttributes<Notification>,
  InferCreationAttributes<Notification>
> {
  declare id: string;
  declare userId: string;
  declare eventId: string;
  declare kind: string;
  declare title: string;
  declare body: string;
  declare subjectType: string;
  declare subjectId: string;
  declare subjectTitle: string | null;
  declare path: string | null;
  declare createdAt: number;
  declare readAt: number | null;
}

/** What is read of one. */
export type NotificationRow = Pick<
  InferAttributes<Notification>,
  | 'id'
  | 'kind'
  | 'title'
  | 'body'
  | 'subjectType'
  | 'subjectId'
  | 'subjectTitle'
  | 'path'
  | 'createdAt'
  | 'readAt'
>;

export const defineNotifications = (database: Database): typeof Notification =>
  database.bind(Notification, 'notifications', {
    id: idColumn(),
    userId: refColumn(),
    eventId: refColumn(),
    kind: textColumn(60),
    title: textColumn(TITLE_LENGTH),
    body: textColumn(BODY_LENGTH),
    subjectType: textColumn(30),
    subjectId: textColumn(60),
    subjectTitle: nullable(textColumn(TITLE_LENGTH)),
    path: nullable(textColumn(300)),
    createdAt: instantColumn(),
    readAt: nullable(instantColumn()),
  });
