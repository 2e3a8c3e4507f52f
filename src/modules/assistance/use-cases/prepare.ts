/** An administrator prepares a listing or an offer for somebody, and takes it back. Nothing of it binds anybody. */
import { Op } from 'sequelize';
import { modelKeyset, NEWEST_ID_FIRST, omitUndefined, readPage } from '../../../platform/db/keyset';
import { lockRows } from '../../../platform/db/lock-rows';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { Actor, UserActor } from '../../../platform/kernel/actor';
import { oneOf } from '../../../platform/kernel/one-of';
import { iso } from '../../../platform/kernel/clock';
import { newId, newSecret } from '../../../platform/kernel/ids';
import { dollars } from '../../../platform/kernel/money';
import type { Page } from '../../../platform/kernel/page';
import { redactText } from '../../../platform/kernel/redact';
import { mailboxOf } from '../../../platform/mail/address';
import { hashToken, type User } from '../../identity';
import type { AssistanceContext } from '../assistance.context';
import { draftPrepared } from '../assistance.events';
import type { Prepared } from '../assistance.model';
import { invitationNotSent, throwIfRefused } from '../assistance.problems';
import { maskEmail, PREPARED_LIFE_MS, refuseEnd } from '../assistance.rules';
import type { NewPrepared, PreparedQuery } from '../assistance.schema';

export interface PreparedFile {
  row: Prepared;
  people: Map<string, User>;
}

const WHAT = { LISTING: 'a listing', OFFER: 'an offer' } as const;

export function createPrepare(context: AssistanceContext) {
  const { platform, audit, identity, listings, transactions, models } = context;
  const { clock, config, database, events } = platform;

  async function filesOf(rows: Prepared[]): Promise<PreparedFile[]> {
    const ids = rows.flatMap(({ userId, preparedBy }) => [preparedBy, ...(userId === null ? [] : [userId])]);
    const people = await identity.findUsers([...new Set(ids)]);
    return rows.map((row) => ({ row, people }));
  }

  const fileOf = async (row: Prepared): Promise<PreparedFile> => oneOf(await filesOf([row]));

  /** An address that is somebody's already is that person's. */
  async function personOf({ userId, email, firstName }: NewPrepared['for']) {
    const user =
      userId === undefined ? await identity.findUserByEmail(email ?? '') : await identity.getUser(userId);
    if (user && user.status !== 'ACTIVE') throw notFound('There is no active user here.');
    return { user, email: user?.email ?? email ?? '', firstName: user?.firstName ?? firstName ?? '' };
  }

  /** What is prepared, as the person it is for could have written it. Asks FMCSA, so never inside a unit. */
  async function read(actor: UserActor, forId: string | null, { listing, offer }: NewPrepared) {
    if (listing) {
      await listings.prepareDraft(listing);
      return {
        kind: 'LISTING' as const,
        title: listing.title,
        amountCents: listing.deal?.askingPriceCents ?? null,
      };
    }
    if (!offer) throw new Error('The contract asks for one of the two.');
    const found = await listings.findListing(offer.listingId);
    if (!found || found.publishedAt === null) throw notFound('There is no such listing here.');
    refuseOwnThing(actor, found.sellerId);
    if (found.sellerId === forId) throw notFound('It is their own listing.');
    return { kind: 'OFFER' as const, title: found.title, amountCents: offer.amountCents };
  }

  /** To an address without an account: the link reads it and declines it, and confirms nothing. */
  async function invite(row: Prepared, token: string): Promise<void> {
    const { kind, amountCents, feeCents, expiresAt } = row;
    const [firstName, title, reason] = [row.firstName, row.title, row.reason].map(redactText);
    const sums =
      amountCents === null || feeCents === null
        ? []
        : [
            `The price is ${dollars(amountCents)}. Of it, our fee is ${dollars(feeCents)}, which the seller pays when the sale is completed.`,
          ];
    const sent = await identity.sendCode({
      to: row.email,
      kind: 'assistance-invitation',
      subject: `We prepared ${WHAT[kind]} for you`,
      paragraphs: [
        `Hello ${firstName},`,
        `We prepared ${WHAT[kind]} for you: “${title}”. How it came about: “${reason}”`,
        ...sums,
        `Nothing is published, offered or agreed yet. It becomes yours only if you open an account with this address and confirm it yourself, until ${iso(expiresAt).slice(0, 10)}.`,
        `Read it, or decline it:\n${config.siteUrl}/prepared?token=${token}`,
        'If this is not for you, decline it or ignore this email. We never ask for your password.',
        `MC Exchange\n${config.siteUrl}`,
      ],
      code: token,
      until: expiresAt,
    });
    if (!sent) throw invitationNotSent('They have enough invitations for today.');
  }

  async function end(actor: Actor, row: Prepared, reason: string): Promise<void> {
    await row.update({
      ...{ status: 'WITHDRAWN', answer: reason, endedAt: clock.now(), linkHash: null },
      ...(row.userId === null ? { email: maskEmail(row.email), mailbox: null } : {}),
    });
    const subject = { type: 'prepared', id: row.id };
    await audit.record({ actor, action: 'prepared.withdrawn', subject, reason });
  }

  return {
    filesOf,

    /** Asks FMCSA about a listing. Throws what its content is refused for, `not_found`, `invitation_not_sent`. */
    async prepare(actor: UserActor, wanted: NewPrepared): Promise<PreparedFile> {
      const { user, email, firstName } = await personOf(wanted.for);
      if (user) refuseOwnThing(actor, user.id);
      const { kind, title, amountCents } = await read(actor, user?.id ?? null, wanted);
      return database.atomically(async () => {
        const now = clock.now();
        const token = user ? null : newSecret();
        const row = await models.prepared.create({
          ...{ id: newId(), kind, userId: user?.id ?? null, email, firstName, title, amountCents },
          mailbox: user ? null : mailboxOf(email),
          content: { listing: wanted.listing ?? null, offer: wanted.offer ?? null },
          feeCents: amountCents === null ? null : transactions.feeAt(amountCents),
          ...{ reason: wanted.reason, preparedBy: actor.userId, preparedAt: now, status: 'WAITING' },
          ...{ expiresAt: now + PREPARED_LIFE_MS, linkHash: token && hashToken(token) },
        });
        const { id, feeCents, reason, expiresAt } = row;
        if (token) await invite(row, token);
        else if (user) {
          const sums = { amountCents, feeCents };
          await events.emit(draftPrepared, {
            ...{ preparedId: id, kind, title, userId: user.id, reason, expiresAt },
            ...sums,
          });
        }
        await audit.record({
          actor,
          action: 'prepared.made',
          subject: { type: 'prepared', id },
          reason,
          detail: { kind, forUserId: user?.id ?? null, forAddress: maskEmail(email), amountCents, feeCents },
        });
        return fileOf(row);
      });
    },

    /** By any administrator, as long as it waits. Throws `prepared_not_waiting`. */
    withdraw: (actor: UserActor, id: string, reason: string): Promise<PreparedFile> =>
      database.atomically(async () => {
        const row = await models.prepared.findByPk(id, { lock: true });
        if (!row) throw notFound('Nothing like this was prepared.');
        refuseOwnThing(actor, ...(row.userId === null ? [] : [row.userId]));
        throwIfRefused(refuseEnd(row, clock.now()));
        await end(actor, row, reason);
        return fileOf(row);
      }),

    /** In a unit: what an administrator had prepared by then and nobody has answered. */
    async withdrawAllOf(actor: Actor, preparedBy: string, until: number): Promise<void> {
      const where = { preparedBy, status: 'WAITING' as const, preparedAt: { [Op.lte]: until } };
      for (const row of await lockRows(models.prepared, where))
        await end(actor, row, 'Whoever prepared it has recovered their account since.');
    },

    /** Newest first. */
    async listAll({ status, kind, userId, ...query }: PreparedQuery): Promise<Page<PreparedFile>> {
      const all = modelKeyset(models.prepared, {
        name: 'assistance.prepared',
        order: NEWEST_ID_FIRST,
        where: omitUndefined({ status, kind, userId }),
      });
      const { items, pagination } = await readPage(all, { ...query, status, kind, userId });
      return { items: await filesOf(items), pagination };
    },
  };
}
