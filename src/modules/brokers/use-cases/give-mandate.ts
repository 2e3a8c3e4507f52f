/** A person lets somebody act for them: names and signs, ends; and reads whom they have let. */
import { Op, UniqueConstraintError } from 'sequelize';
import { z } from 'zod';
import { modelKeyset, NEWEST_ID_FIRST, readPage } from '../../../platform/db/keyset';
import { recordKeyset } from '../../../platform/db/records';
import { forbidden, notFound } from '../../../platform/http/problem';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import type { Actor, UserActor } from '../../../platform/kernel/actor';
import { userIdOf } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { oneOf } from '../../../platform/kernel/one-of';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import { mailboxOf } from '../../../platform/mail/address';
import { fullName, refuseOtherName, selectUserIds, type User } from '../../identity';
import type { Mandate } from '../brokers.model';
import type { BrokersContext } from '../brokers.context';
import { mandateEnded, mandateGiven } from '../brokers.events';
import { mandateExists, mandateTermsOutdated, notYourBroker, throwIfRefused } from '../brokers.problems';
import { ANSWER_WITHIN_MS, refuseDays, refuseEnd, ROLE_OF, FACTS_FOR_SHARE } from '../brokers.rules';
import type { MandateQuery, NewMandate } from '../brokers.schema';
import { currentTerms } from '../mandate-terms';
import { lowerCase } from '../../../platform/kernel/lower-case';

export interface MandateFile {
  row: Mandate;
  people: Map<string, User>;
}

export interface AdminMandateFile extends MandateFile {
  /** Whether the broker has shown who they are and for whom they work. */
  brokerVerified: boolean;
}

/** Done later and for every address, so that no time tells whether it has an account. */
const TELL_NAMED = 'brokers.tell-named';
const Named = z.object({ mandateId: z.string() });

const openKeyOf = (clientId: string, side: string): string => `${side}:${clientId}`;

export function createGiveMandate({ platform, audit, identity, models, verification }: BrokersContext) {
  const { clock, database, events, queue } = platform;
  const { mandates } = models;

  queue.handle(TELL_NAMED, { lane: 'news', runs: 'unit' }, async (payload) => {
    const row = await mandates.findByPk(Named.parse(payload).mandateId);
    // Who has no account reads of it once they have one.
    const broker = row?.status === 'GIVEN' ? await identity.findUserByEmail(row.brokerEmail) : null;
    if (!row || broker?.status !== 'ACTIVE') return;
    const client = await identity.getUser(row.clientId);
    await events.emit(mandateGiven, {
      ...{ mandateId: row.id, side: row.side, clientId: client.id, clientName: fullName(client) },
      ...{ brokerId: broker.id, answerBy: row.answerBy },
    });
  });

  async function filesOf(rows: Mandate[]): Promise<MandateFile[]> {
    const ids = rows.flatMap(({ clientId, brokerId }) => [clientId, ...(brokerId ? [brokerId] : [])]);
    const people = await identity.findUsers([...new Set(ids)]);
    return rows.map((row) => ({ row, people }));
  }

  const fileOf = async (row: Mandate): Promise<MandateFile> => oneOf(await filesOf([row]));

  async function forAdmin(rows: Mandate[]): Promise<AdminMandateFile[]> {
    const brokers = new Set(rows.flatMap(({ brokerId }) => brokerId ?? []));
    const verified = await verification.findVerified([...brokers], FACTS_FOR_SHARE);
    return (await filesOf(rows)).map((file) => {
      const { brokerId } = file.row;
      return { ...file, brokerVerified: !!brokerId && verified.has(brokerId) };
    });
  }

  /** The locked row ends, and every session by it in the same unit. */
  async function end(
    actor: Actor,
    row: Mandate,
    { status = 'ENDED', reason }: { status?: 'ENDED' | 'LAPSED'; reason: string | null },
  ): Promise<void> {
    const { id, clientId, brokerId, side } = row;
    const held = row.status === 'ACTIVE';
    const by = userIdOf(actor);
    await row.update({ status, endedAt: clock.now(), endedBy: by, because: reason, openKey: null });
    if (held && brokerId) {
      await identity.endGrant(clientId, id);
      const people = await identity.findUsers([clientId, brokerId]);
      const nameOf = (userId: string) => {
        const user = people.get(userId);
        return user ? identity.displayName(user) : 'Former user';
      };
      await events.emit(mandateEnded, {
        ...{ mandateId: id, side, clientId, clientName: nameOf(clientId) },
        ...{ brokerId, brokerName: nameOf(brokerId), byUserId: by, reason },
      });
    }
    await audit.record({
      actor,
      action: `mandate.${lowerCase(status)}`,
      subject: { type: 'mandate', id },
      ...(reason === null ? {} : { reason }),
      detail: { clientId, brokerId: brokerId ?? null, side },
    });
  }

  async function give(actor: UserActor, wanted: NewMandate, address: string): Promise<Mandate> {
    const { side, email, termsVersion, typedName } = wanted;
    const now = clock.now();
    const endsAt = Date.parse(wanted.endsAt);
    throwIfRefused(refuseDays(endsAt, now));
    const terms = currentTerms();
    if (termsVersion !== terms.version) throw mandateTermsOutdated(`Version ${terms.version} is signed now.`);
    await identity.lockSignedIn(actor);
    const client = await identity.getUser(actor.userId);
    if (!client.roles.includes(ROLE_OF[side])) {
      throw forbidden('Turn on this side of the market in your account first.');
    }
    if (client.roles.includes('admin')) throw forbidden('Nobody acts for an administrator.');
    refuseOtherName(client, typedName);
    if (mailboxOf(email) === mailboxOf(client.email)) throw notYourBroker('You act for yourself anyway.');
    const row = await mandates.create({
      ...{ id: newId(), clientId: client.id, side, brokerEmail: email, status: 'GIVEN' },
      mailbox: mailboxOf(email),
      ...{ termsVersion, termsHash: terms.textHash, typedName, signedFrom: address.slice(0, 64) },
      ...{ givenAt: now, answerBy: now + ANSWER_WITHIN_MS, endsAt, openKey: openKeyOf(client.id, side) },
    });
    await queue.enqueue(TELL_NAMED, { mandateId: row.id });
    await audit.record({
      actor,
      action: 'mandate.given',
      subject: { type: 'mandate', id: row.id },
      detail: { side, termsVersion, termsHash: terms.textHash, endsAt: iso(endsAt) },
    });
    return row;
  }

  return {
    filesOf,
    fileOf,

    /** Throws `mandate_exists`, `mandate_days`, `mandate_terms_outdated`, `name_differs`, `not_your_broker`. */
    give: (actor: UserActor, wanted: NewMandate, address: string): Promise<MandateFile> =>
      database
        .atomically(async () => fileOf(await give(actor, wanted, address)))
        .catch((error: unknown) => {
          if (!(error instanceof UniqueConstraintError)) throw error;
          throw mandateExists('One broker acts for you on a side at a time.');
        }),

    /** By client or broker. Throws `mandate_not_active`. */
    end: (actor: UserActor, id: string, reason: string | null): Promise<MandateFile> =>
      database.atomically(async () => {
        const row = await mandates.findByPk(id, { lock: true });
        if (!row || ![row.clientId, row.brokerId].includes(actor.userId)) {
          throw notFound('You have no such mandate.');
        }
        throwIfRefused(refuseEnd(row));
        await end(actor, row, { reason });
        return fileOf(row);
      }),

    /** By an administrator who is neither of the two. Throws `mandate_not_active`. */
    endByAdmin: (actor: UserActor, id: string, reason: string): Promise<AdminMandateFile> =>
      database.atomically(async () => {
        const row = await mandates.findByPk(id, { lock: true });
        if (!row) throw notFound('There is no such mandate.');
        refuseOwnThing(actor, row.clientId, ...(row.brokerId ? [row.brokerId] : []));
        throwIfRefused(refuseEnd(row));
        await end(actor, row, { reason });
        return oneOf(await forAdmin([row]));
      }),

    /** What has run out, or was answered by nobody. */
    endDue: (actor: Actor, id: string): Promise<void> =>
      database.atomically(async () => {
        const row = await mandates.findByPk(id, { lock: true });
        if (!row || refuseEnd(row)) return;
        const now = clock.now();
        const isUnanswered = row.status === 'GIVEN' && Math.min(row.answerBy, row.endsAt) <= now;
        if (isUnanswered) await end(actor, row, { status: 'LAPSED', reason: 'Nobody answered it in time.' });
        else if (row.endsAt <= now) await end(actor, row, { reason: 'It has run out.' });
      }),

    /** What was given until then, perhaps by whoever had stolen the password: the client can sign it anew. */
    async endGivenUntil(actor: Actor, clientId: string, recoveredAt: number): Promise<void> {
      const reason = 'The client recovered the account, or signed out everywhere. It can be signed anew.';
      const given = { clientId, endedAt: null, givenAt: { [Op.lte]: recoveredAt } };
      for (const { id } of await mandates.findAll({ where: given })) {
        const row = await mandates.findByPk(id, { lock: true });
        if (row && !refuseEnd(row)) await end(actor, row, { reason });
      }
    },

    /** Of somebody who has left nothing holds. */
    async endAllOf(actor: Actor, userId: string): Promise<void> {
      for (const side of ['clientId', 'brokerId'] as const) {
        for (const { id } of await mandates.findAll({ where: { [side]: userId, endedAt: null } })) {
          const row = await mandates.findByPk(id, { lock: true });
          if (row && !refuseEnd(row)) await end(actor, row, { reason: 'The account is closed.' });
        }
      }
    },

    /** Those that a person has given, newest first. */
    async listGiven({ userId }: UserActor, query: PageQuery): Promise<Page<MandateFile>> {
      const given = modelKeyset(mandates, {
        ...{ name: 'brokers.given', order: NEWEST_ID_FIRST, where: { clientId: userId } },
      });
      const { items, pagination } = await readPage(given, query);
      return { items: await filesOf(items), pagination };
    },

    async listAll(query: MandateQuery): Promise<Page<AdminMandateFile>> {
      const { status, clientId, brokerId } = query;
      const source = {
        ...{ name: 'brokers.all', at: 'givenAt', equal: { status, clientId, brokerId } },
        searchedIn: {
          ...{ texts: ['brokerEmail'], ids: ['id'] },
          through: [{ columns: ['clientId', 'brokerId'], select: selectUserIds }],
        },
      };
      const { items, pagination } = await readPage(recordKeyset(database, mandates, source, query), query);
      return { items: await forAdmin(items), pagination };
    },
  };
}
