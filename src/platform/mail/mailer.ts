/** Sends mail; a message is a row of the outbox in the unit that causes it, and leaves after the commit. */
import type { Clock } from '../kernel/clock';
import { newId } from '../kernel/ids';
import type { Database } from '../db/database';

export interface MailMessage {
  to: string;
  subject: string;
  /** Plain text; a link stands on a line of its own. */
  text: string;
  /** What it is for, as `proof-of-control`: shown to operators. */
  kind: string;
}

export interface SentMail extends MailMessage {
  id: string;
  sentAt: number;
}

export interface Mailer {
  /** Puts the message into the outbox, in the ambient unit. */
  send(message: MailMessage): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<SentMail[]>;
  sentTo(address: string): Promise<SentMail[]>;
}

/** Keeps every message in the local outbox, where a developer reads it in the browser. */
export function createOutboxMailer(database: Database, clock: Clock): Mailer {
  const columns = 'id, recipient AS `to`, subject, body AS `text`, kind, createdAt AS sentAt';
  return {
    async send({ to, subject, text, kind }) {
      await database.change(
        `INSERT INTO mail_outbox (id, recipient, subject, body, kind, createdAt)
         VALUES (:id, :to, :subject, :text, :kind, :now)`,
        { id: newId(), to: to.toLowerCase(), subject: oneLine(subject), text, kind, now: clock.now() },
      );
    },
    list: (limit) =>
      database.select<SentMail>(
        `SELECT ${columns} FROM mail_outbox ORDER BY createdAt DESC, id DESC LIMIT :limit`,
        {
          limit,
        },
      ),
    sentTo: (address) =>
      database.select<SentMail>(
        `SELECT ${columns} FROM mail_outbox WHERE recipient = :address ORDER BY createdAt DESC, id DESC LIMIT 100`,
        { address: address.toLowerCase() },
      ),
  };
}

/** A line break in a subject would begin a header of the sender's choice. */
const oneLine = (subject: string): string => subject.replaceAll(/[\r\n]+/g, ' ').slice(0, 300);
