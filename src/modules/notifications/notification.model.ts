/** Notices as rows: one for each event and person, however often the event is delivered. */

export const TITLE_LENGTH = 300;
export const BODY_LENGTH = 2_000;

/** What is read of one. */
export interface NotificationRow {
  id: string;
  kind: string;
  title: string;
  body: string;
  subjectType: string;
  subjectId: string;
  subjectTitle: string | null;
  path: string | null;
  createdAt: number;
  readAt: number | null;
}
