/** A letter as it stands in the outbox. */
import type { SentMail } from './mailer';
import type { QuietHours } from '../kernel/quiet-hours';

export interface MailRow extends SentMail {
  sealedSecret: string | null;
  owed: number;
  attempts: number;
  firstTriedAt: number | null;
  sentAgainAt: number | null;
  keyedAt: number | null;
  secretUntil: number | null;
  usefulUntil: number | null;
  quietFrom: number | null;
  quietUntil: number | null;
  quietZone: string | null;
}

export const MAIL_COLUMNS = `id, recipient AS \`to\`, subject, body AS \`text\`, kind, status, createdAt AS sentAt, sealedSecret, owed,
  attempts, firstTriedAt, sentAgainAt, keyedAt, secretUntil, usefulUntil, unsubscribeUrl, quietFrom, quietUntil, quietZone`;

export const quietOf = ({ quietFrom, quietUntil, quietZone }: MailRow): QuietHours | null =>
  quietFrom === null || quietUntil === null || quietZone === null
    ? null
    : { from: Number(quietFrom), until: Number(quietUntil), timeZone: quietZone };
