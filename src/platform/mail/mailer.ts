/** Sends mail; a message is a row of the outbox in the unit that causes it, and leaves after the commit. */
import type { Database } from '../db/database';
import { type Clock, HOUR_MS } from '../kernel/clock';
import { newId } from '../kernel/ids';
import type { Logger } from '../kernel/logger';
import type { Sealer } from '../kernel/sealing';
import type { Measures } from '../metrics/measures';
import type { Queue } from '../jobs/queue';
import type { Scheduler } from '../jobs/scheduler';
import type { Uptime } from '../jobs/uptime';
import { canonicalEmail, isEmailAddress } from './address';
import { createMailDelivery } from './deliver-mail';
import type { TellLetterMoved } from './mail.events';
import { DELIVERY_STATES, type DeliveryState } from './delivery.rules';
import { createLetterCaps, LETTER_CAP, type LetterCap } from './letter-cap';
import { createLetters, type Letters } from './letters';
import { createMailOutages } from './mail-outages';
import type { MailProvider } from './mail-provider';
import { MAIL_COLUMNS, type MailRow, quietOf } from './mail-row';
import type { QuietHours } from '../kernel/quiet-hours';
import { createSuppressions, type Suppressions } from './suppressions';

export interface MailMessage {
  /** One address. */
  to: string;
  subject: string;
  /** Plain text; a link stands on a line of its own. */
  text: string;
  /** What it is for, as `proof-of-control`: shown to operators. */
  kind: string;
  /** A second message of the same key is not added, ever. */
  onceKey?: string;
  /** The part of text and subject that opens something, and until when: it is kept sealed, and no longer. */
  secret?: { text: string; until: number };
  /** Until when what it tells is worth reading: after that it is not sent any more. */
  usefulUntil?: number | null;
  /** Also to somebody who called a letter of ours unwanted: it protects their account, or is owed to them. */
  owed?: boolean;
  /** Where a mail program ends letters like this one with one click; unless they are owed. */
  unsubscribeUrl?: string;
  /** When it is not tried: a letter that can wait does not come at night because its provider was away in the evening. */
  quiet?: QuietHours | undefined;
  /** As what it counts for the mailbox, unless as its kind; and how many, unless as usual. */
  counts?: { as?: string; cap?: LetterCap };
}

export interface SentMail extends Pick<MailMessage, 'to' | 'subject' | 'text' | 'kind'> {
  id: string;
  status: DeliveryState;
  sentAt: number;
  unsubscribeUrl: string | null;
}

export interface Mailer {
  /**
   * Puts the message into the outbox, in the ambient unit. False where the mailbox got enough of its kind, or the address
   * is not one that a letter can go to.
   */
  send(message: MailMessage): Promise<boolean>;
  /** The same for several at once. */
  sendAll(messages: readonly MailMessage[]): Promise<boolean[]>;
  /** Newest first. */
  list(limit: number): Promise<SentMail[]>;
  find(id: string): Promise<SentMail | null>;
  sentTo(address: string): Promise<SentMail[]>;
  /**
   * Puts a letter that did not arrive back in line, and tries one that waits for a later try at once, in the ambient unit.
   * False where it may have arrived, or is of no use any more.
   */
  sendAgain(id: string): Promise<boolean>;
  /** The same for all that wait for a later try. Answers how many. */
  sendWaiting(): Promise<number>;
  /** What became of letters, without what they say. */
  letters: Letters;
  suppressions: Suppressions;
  /** Whoever carries letters away; null where they stay in the outbox. */
  provider: { name: string; closedBecause(): string | null } | null;
  close(): void;
}

/** A secret that no longer opens anything: so long whoever looks why it failed still finds it. */
const KEPT_AFTER_MS = HOUR_MS;

/** Stands in the stored text for the secret, and in what is shown once it is gone. */
const REMOVED = '[removed]';

interface MailerDeps {
  database: Database;
  clock: Clock;
  scheduler: Scheduler;
  log: Logger;
  queue: Queue;
  uptime: Uptime;
  sealer: Sealer;
  /** Null: every message stays in the outbox, where a developer reads it in the browser. */
  provider: MailProvider | null;
  perSecond: number;
  siteUrl: string;
  measures: Measures;
  /** What becomes of letters, in the unit in which it does. */
  tell: TellLetterMoved;
}

export function createMailer({
  database,
  clock,
  scheduler,
  log,
  queue,
  uptime,
  sealer,
  provider,
  perSecond,
  siteUrl,
  measures,
  tell,
}: MailerDeps): Mailer {
  const { change, select } = database;
  database.keepsWord({ table: 'mail_outbox', key: 'id', column: 'status', words: DELIVERY_STATES });
  const caps = createLetterCaps(database, clock);
  const letters = createLetters(database, clock);
  const suppressions = createSuppressions(database, clock);
  const outages = createMailOutages({ database, clock, scheduler, uptime, letters });
  const delivery =
    provider &&
    createMailDelivery({
      ...{ database, clock, queue, log, provider, suppressions, perSecond, siteUrl, measures, tell },
      onRecovery: outages.noteEnd,
      findWaiting: async (id) => {
        const row = await findRow(id);
        return row?.status === 'WAITING'
          ? { ...shown(row), owed: row.owed === 1, createdAt: row.sentAt, quiet: quietOf(row) }
          : null;
      },
    });

  scheduler.every('mail.clean-up', HOUR_MS, async () => {
    await caps.deleteOld();
    await change(
      'UPDATE mail_outbox SET sealedSecret = NULL WHERE sealedSecret IS NOT NULL AND secretUntil <= :before',
      { before: clock.now() - KEPT_AFTER_MS },
    );
  });

  async function findRow(id: string): Promise<MailRow | null> {
    const [row] = await select<MailRow>(`SELECT ${MAIL_COLUMNS} FROM mail_outbox WHERE id = :id`, { id });
    return row ?? null;
  }

  function shown(mail: MailRow): MailRow {
    if (mail.sealedSecret === null) return mail;
    const secret = opened(mail.sealedSecret, mail.id);
    return {
      ...mail,
      subject: mail.subject.replaceAll(REMOVED, () => secret),
      text: mail.text.replaceAll(REMOVED, () => secret),
    };
  }

  function sentMail(row: MailRow): SentMail {
    const { id, to, subject, text, kind, status, sentAt, unsubscribeUrl } = shown(row);
    return { id, to, subject, text, kind, status, sentAt, unsubscribeUrl };
  }

  function opened(sealedSecret: string, id: string): string {
    try {
      return sealer.open(sealedSecret, id);
    } catch {
      // Sealed before the key was changed, which ended what the secret opens as well.
      return REMOVED;
    }
  }

  function rowOf({
    to,
    subject,
    text,
    kind,
    onceKey,
    secret,
    usefulUntil = null,
    owed = false,
    unsubscribeUrl,
    quiet,
  }: MailMessage) {
    const id = newId();
    const withoutSecret = (words: string): string =>
      secret === undefined ? words : words.replaceAll(secret.text, REMOVED);
    return {
      id,
      recipient: to.toLowerCase(),
      subject: withoutSecret(oneLine(subject)),
      body: withoutSecret(text),
      kind,
      owed: owed ? 1 : 0,
      status: delivery ? 'WAITING' : 'KEPT',
      createdAt: clock.now(),
      onceKey: onceKey ?? null,
      sealedSecret: secret === undefined ? null : sealer.seal(secret.text, id),
      secretUntil: secret?.until ?? null,
      usefulUntil,
      unsubscribeUrl: unsubscribeUrl ?? null,
      quietFrom: quiet?.from ?? null,
      quietUntil: quiet?.until ?? null,
      quietZone: quiet?.timeZone ?? null,
    };
  }

  // As it stood in a record of others, or was taken before we looked closely: it could name two mailboxes.
  function isAddressed({ to, kind }: MailMessage): boolean {
    const isAddress = isEmailAddress(canonicalEmail(to));
    if (!isAddress) log.warn('mail not sent: its recipient is not one address', { kind });
    return isAddress;
  }

  async function sendAll(messages: readonly MailMessage[]): Promise<boolean[]> {
    const rows = new Map(messages.filter(isAddressed).map((message) => [message, rowOf(message)]));
    const added = await database.insertNew('mail_outbox', [...rows.values()]);
    const isAdded = (message: MailMessage): boolean => added.has(rows.get(message)?.id ?? '');
    // Only what is not there already takes a place; what gets none does not stay.
    const asking = messages.filter(isAdded);
    const may = await caps.take(
      asking.map(({ to, kind, counts }) => ({
        ...{ address: to, kind: counts?.as ?? kind, cap: counts?.cap ?? LETTER_CAP },
      })),
    );
    const refused = asking.filter((_, n) => !may[n]);
    for (const message of refused) {
      log.info('mail not sent: the mailbox got enough of its kind', { kind: message.kind });
      await change('DELETE FROM mail_outbox WHERE id = :id', { id: rows.get(message)?.id ?? '' });
    }
    const sent = asking.filter((_, n) => may[n]);
    for (const message of sent) await delivery?.order(rows.get(message)?.id ?? '');
    return messages.map((message) => sent.includes(message));
  }

  return {
    send: async (message) => (await sendAll([message]))[0] ?? false,
    sendAll,
    async sendAgain(id) {
      const row = await findRow(id);
      const isOver = (until: number | null) => until !== null && until <= clock.now();
      if (!delivery || !row || isOver(row.secretUntil) || isOver(row.usefulUntil)) return false;
      if (row.status === 'WAITING') return (await delivery.tryNow(id)) > 0;
      if (!(await letters.putBack(id))) return false;
      await delivery.order(id);
      return true;
    },
    sendWaiting: async () => (await delivery?.tryNow()) ?? 0,
    letters,
    suppressions,
    provider: provider && delivery && { name: provider.name, closedBecause: delivery.closedBecause },
    close: () => provider?.close(),
    find: async (id) => {
      const row = await findRow(id);
      return row && sentMail(row);
    },
    list: async (limit) => {
      const rows = await select<MailRow>(
        `SELECT ${MAIL_COLUMNS} FROM mail_outbox ORDER BY createdAt DESC, id DESC LIMIT :limit`,
        { limit },
      );
      return rows.map(sentMail);
    },
    sentTo: async (address) => {
      const rows = await select<MailRow>(
        `SELECT ${MAIL_COLUMNS} FROM mail_outbox WHERE recipient = :address ORDER BY createdAt DESC, id DESC LIMIT 100`,
        { address: address.toLowerCase() },
      );
      return rows.map(sentMail);
    },
  };
}

/** A line break in a subject would begin a header of the sender's choice. */
const oneLine = (subject: string): string => subject.replaceAll(/[\r\n]+/g, ' ').slice(0, 300);
