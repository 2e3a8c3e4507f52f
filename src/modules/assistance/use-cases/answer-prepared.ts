/** The person reads what was prepared for them, and confirms or declines it, alone. */
import { type Attributes, Op, type WhereOptions } from 'sequelize';
import { modelKeyset, NEWEST_ID_FIRST, readPage } from '../../../platform/db/keyset';
import { forbidden, notFound } from '../../../platform/http/problem';
import { type Actor, systemActor, type UserActor } from '../../../platform/kernel/actor';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import { mailboxOf } from '../../../platform/mail/address';
import { hashToken } from '../../identity';
import type { AssistanceContext } from '../assistance.context';
import { preparedEnded } from '../assistance.events';
import type { Prepared } from '../assistance.model';
import { throwIfRefused } from '../assistance.problems';
import { maskEmail, type PreparedStatus, refuseEnd, refuseFee } from '../assistance.rules';
import { lowerCase } from '../../../platform/kernel/lower-case';

const ROLE_FOR = { LISTING: 'seller', OFFER: 'buyer' } as const;
const ROLE_NEEDED = {
  LISTING: 'Turn on selling in your account first, and confirm it then.',
  OFFER: 'Turn on buying in your account first, and confirm it then.',
} as const;

const SWITCH = { LISTING: 'FEATURE_NEW_LISTINGS', OFFER: 'FEATURE_NEW_OFFERS' } as const;

const noSuchDraft = () => notFound('Nothing like this was prepared for you.');

export const byInvitation = systemActor('assistance.invitation');

export function createAnswerPrepared(context: AssistanceContext) {
  const { platform, audit, identity, listings, offers, transactions, models } = context;
  const { clock, database, events } = platform;

  /** Theirs by their account, or by an address whose mailbox they have proven to read. */
  async function theirs(actor: UserActor): Promise<WhereOptions<Attributes<Prepared>>> {
    const { email, emailVerifiedAt } = await identity.getUser(actor.userId);
    const invited =
      emailVerifiedAt === null ? [] : [{ userId: null, [Op.or]: [{ mailbox: mailboxOf(email) }, { email }] }];
    return { [Op.or]: [{ userId: actor.userId }, ...invited] };
  }

  async function find(actor: UserActor, id: string, lock = false): Promise<Prepared> {
    const where = { [Op.and]: [{ id }, await theirs(actor)] };
    const row = await models.prepared.findOne({ where, ...(lock ? { lock: true } : {}) });
    if (!row) throw noSuchDraft();
    return row;
  }

  /** The locked row ends, and whoever prepared it is told. */
  async function end(
    actor: Actor,
    row: Prepared,
    status: Exclude<PreparedStatus, 'WAITING' | 'WITHDRAWN'>,
    changes: Partial<Pick<Prepared, 'answer' | 'resultId' | 'userId'>>,
  ): Promise<void> {
    const { id, kind, title, preparedBy } = row;
    const userId = changes.userId ?? row.userId;
    const forgotten = userId === null ? { email: maskEmail(row.email) } : {};
    await row.update({
      ...changes,
      ...forgotten,
      mailbox: null,
      status,
      endedAt: clock.now(),
      linkHash: null,
    });
    const reason = changes.answer ?? null;
    await events.emit(preparedEnded, {
      ...{ preparedId: id, kind, title, operatorId: preparedBy, status, reason },
    });
    await audit.record({
      actor,
      action: `prepared.${lowerCase(status)}`,
      subject: { type: 'prepared', id },
      ...(reason === null ? {} : { reason }),
      detail: { kind, preparedBy, resultId: row.resultId },
    });
  }

  const feeNow = ({ amountCents }: Prepared): number | null =>
    amountCents === null ? null : transactions.feeAt(amountCents);

  async function findByLink(token: string, lock = false): Promise<Prepared> {
    const where = { linkHash: hashToken(token), status: 'WAITING' } as const;
    const row = await models.prepared.findOne({ where, ...(lock ? { lock: true } : {}) });
    if (!row || row.expiresAt <= clock.now()) throw noSuchDraft();
    return row;
  }

  return {
    feeNow,
    find: (actor: UserActor, id: string) => find(actor, id),
    findByLink: (token: string) => findByLink(token),

    /** Whether the link is good: no limit refuses whoever brings it. */
    isInvitation: async (token: string): Promise<boolean> =>
      (await models.prepared.count({ where: { linkHash: hashToken(token), status: 'WAITING' } })) > 0,

    /** Newest first. */
    async listOwn(actor: UserActor, query: PageQuery): Promise<Page<Prepared>> {
      const own = modelKeyset(models.prepared, {
        name: 'assistance.own',
        order: NEWEST_ID_FIRST,
        where: await theirs(actor),
      });
      return readPage(own, query);
    },

    /**
     * Makes it theirs: the draft is written, or the offer made, in the unit in which it ends. Asks FMCSA about a listing
     * before. Throws `prepared_not_waiting`, `fee_changed`, and what drafts and offers are refused for.
     */
    async confirm(actor: UserActor, id: string, feeCents: number | null): Promise<Prepared> {
      const { kind, content, status } = await find(actor, id);
      if (!actor.roles.includes(ROLE_FOR[kind])) throw forbidden(ROLE_NEEDED[kind]);
      platform.features.refuseOff(SWITCH[kind]);
      const writeDraft =
        content.listing && status === 'WAITING' ? await listings.prepareDraft(content.listing) : null;
      return database.atomically(async () => {
        const row = await find(actor, id, true);
        throwIfRefused(refuseEnd(row, clock.now()), refuseFee(feeCents, feeNow(row)));
        const made = content.offer ? await offers.make(actor, content.offer) : await writeDraft?.(actor);
        if (!made) throw new Error(`Nothing is prepared in ${id}.`);
        await end(actor, row, 'CONFIRMED', { resultId: made.id, userId: actor.userId });
        return row;
      });
    },

    decline: (actor: UserActor, id: string, reason: string | null): Promise<Prepared> =>
      database.atomically(async () => {
        const row = await find(actor, id, true);
        throwIfRefused(refuseEnd(row, clock.now()));
        await end(actor, row, 'DECLINED', { answer: reason });
        return row;
      }),

    /** By whoever reads the mailbox: they may have no account, and want none. */
    declineByLink: (token: string, reason: string | null): Promise<void> =>
      database.atomically(async () => {
        await end(byInvitation, await findByLink(token, true), 'DECLINED', { answer: reason });
      }),

    /** What nobody answered in time. */
    expire: (actor: Actor, id: string): Promise<void> =>
      database.atomically(async () => {
        const row = await models.prepared.findByPk(id, { lock: true });
        if (row?.status !== 'WAITING' || row.expiresAt > clock.now()) return;
        await end(actor, row, 'EXPIRED', {});
      }),

    /** Of somebody who has left nothing waits. */
    async forget(actor: Actor, userId: string): Promise<void> {
      const rows = await models.prepared.findAll({ where: { userId } });
      for (const { id } of rows) {
        const row = await models.prepared.findByPk(id, { lock: true });
        if (row?.status === 'WAITING') await end(actor, row, 'EXPIRED', {});
        await row?.update({ email: maskEmail(row.email), firstName: '' });
      }
    },
  };
}
