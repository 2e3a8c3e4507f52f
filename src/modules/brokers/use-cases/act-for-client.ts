/** A broker answers a mandate, and acts by it: in one role of the client's, for half an hour, under both names. */
import { type Attributes, Op, type WhereOptions } from 'sequelize';
import { modelKeyset, NEWEST_ID_FIRST, readPage } from '../../../platform/db/keyset';
import { notFound } from '../../../platform/http/problem';
import { mailboxOf } from '../../../platform/mail/address';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import { fullName, refuseOtherName, type RepresentedBy, type User } from '../../identity';
import { iso } from '../../../platform/kernel/clock';
import type { Mandate } from '../brokers.model';
import type { BrokersContext } from '../brokers.context';
import { mandateAnswered } from '../brokers.events';
import { mandateTermsOutdated, notYourBroker, throwIfRefused } from '../brokers.problems';
import { ACTING_MS, BROKER_SCOPES, refuseActing, refuseAnswer, ROLE_OF } from '../brokers.rules';
import type { MandateSignature } from '../brokers.schema';
import type { createGiveMandate, MandateFile } from './give-mandate';

export interface Acting {
  client: User;
  side: Mandate['side'];
  token: string;
  endsAt: number;
}

export interface ActingBroker {
  mandateId: string;
  clientId: string;
  side: Mandate['side'];
  brokerId: string;
}

export function createActForClient(
  { platform, audit, identity, models }: BrokersContext,
  { filesOf, fileOf }: Pick<ReturnType<typeof createGiveMandate>, 'filesOf' | 'fileOf'>,
) {
  const { clock, database, events } = platform;
  const { mandates } = models;

  /** Theirs by their answer, or by an address whose mailbox they have proven to read. */
  async function theirs({ userId }: UserActor): Promise<WhereOptions<Attributes<Mandate>>> {
    const { email, emailVerifiedAt } = await identity.getUser(userId);
    const named =
      emailVerifiedAt === null
        ? []
        : [
            {
              brokerId: null,
              status: 'GIVEN',
              [Op.or]: [{ mailbox: mailboxOf(email) }, { brokerEmail: email }],
            },
          ];
    return { [Op.or]: [{ brokerId: userId }, ...named] };
  }

  async function lockTheirs(actor: UserActor, id: string): Promise<Mandate> {
    const where = { [Op.and]: [{ id }, await theirs(actor)] };
    const row = await mandates.findOne({ where, lock: true });
    if (!row) throw notFound('You have no such mandate.');
    return row;
  }

  async function answer(
    actor: UserActor,
    row: Mandate,
    changes: Pick<Mandate, 'status'> & Partial<Pick<Mandate, 'brokerTypedName' | 'acceptedAt' | 'endedAt'>>,
  ): Promise<void> {
    const accepted = changes.status === 'ACTIVE';
    const { id: mandateId, side, clientId, endsAt } = row;
    await row.update({
      ...changes,
      brokerId: actor.userId,
      ...(accepted ? {} : { openKey: null, endedAt: clock.now(), endedBy: actor.userId }),
    });
    const [client, broker] = [await identity.getUser(clientId), await identity.getUser(actor.userId)];
    await events.emit(mandateAnswered, {
      ...{ mandateId, side, clientId, clientName: fullName(client), accepted, endsAt },
      ...{ brokerId: broker.id, brokerName: fullName(broker) },
    });
    await audit.record({
      actor,
      action: accepted ? 'mandate.accepted' : 'mandate.declined',
      subject: { type: 'mandate', id: mandateId },
      detail: { clientId, side },
    });
  }

  return {
    /** Those in which a person is the broker, newest first. */
    async listHeld(actor: UserActor, query: PageQuery): Promise<Page<MandateFile>> {
      const held = modelKeyset(mandates, {
        ...{ name: 'brokers.held', order: NEWEST_ID_FIRST, where: await theirs(actor) },
      });
      const { items, pagination } = await readPage(held, query);
      return { items: await filesOf(items), pagination };
    },

    /** Throws `mandate_not_given`, `mandate_terms_outdated`, `name_differs`, `not_your_broker`. */
    accept: (
      actor: UserActor,
      id: string,
      { termsVersion, typedName }: MandateSignature,
    ): Promise<MandateFile> =>
      database.atomically(async () => {
        await identity.lockSignedIn(actor);
        const row = await lockTheirs(actor, id);
        throwIfRefused(refuseAnswer(row, clock.now()));
        if (termsVersion !== row.termsVersion) {
          throw mandateTermsOutdated(`The client has signed version ${row.termsVersion}.`);
        }
        if (row.clientId === actor.userId) throw notYourBroker('You act for yourself anyway.');
        const broker = await identity.getUser(actor.userId);
        if (broker.roles.includes('admin')) throw notYourBroker('No administrator acts for somebody.');
        refuseOtherName(broker, typedName);
        const other = await mandates.count({
          where: { brokerId: broker.id, status: 'ACTIVE', side: row.side === 'SELLER' ? 'BUYER' : 'SELLER' },
        });
        if (other > 0)
          throw notYourBroker('You act on the other side of the market already, and one acts on one side.');
        await answer(actor, row, {
          ...{ status: 'ACTIVE', brokerTypedName: typedName, acceptedAt: clock.now() },
        });
        return fileOf(row);
      }),

    /** Throws `mandate_not_given`. */
    decline: (actor: UserActor, id: string): Promise<MandateFile> =>
      database.atomically(async () => {
        const row = await lockTheirs(actor, id);
        throwIfRefused(refuseAnswer(row, clock.now()));
        await answer(actor, row, { status: 'DECLINED' });
        return fileOf(row);
      }),

    /** Throws `mandate_not_active`, `not_your_broker`. */
    act: (actor: UserActor, id: string): Promise<Acting> =>
      database.atomically(async () => {
        const row = await mandates.findByPk(id, { lock: true });
        if (row?.brokerId !== actor.userId) throw notFound('You have no such mandate.');
        const now = clock.now();
        throwIfRefused(refuseActing(row, now));
        const { clientId, side } = row;
        const client = await identity.getUser(clientId);
        const isOpen = client.status === 'ACTIVE' && client.roles.includes(ROLE_OF[side]);
        if (!isOpen || client.roles.includes('admin') || actor.roles.includes('admin')) {
          throw notYourBroker('Nobody can act for this account now.');
        }
        const endsAt = Math.min(now + ACTING_MS, row.endsAt);
        const token = await identity.openDeputy(clientId, actor, {
          ...{ id, role: ROLE_OF[side], scopes: BROKER_SCOPES, endsAt },
          reason: `As your broker for ${side === 'SELLER' ? 'selling' : 'buying'}.`,
        });
        await audit.record({
          actor,
          action: 'mandate.acted_by',
          subject: { type: 'mandate', id },
          detail: { clientId, side, endsAt: iso(endsAt) },
        });
        return { client, side, token, endsAt };
      }),

    async findActing(clientIds: readonly string[]): Promise<ActingBroker[]> {
      const rows = await mandates.findAll({ where: { clientId: [...clientIds], status: 'ACTIVE' } });
      if (rows.length === 0) return [];
      const people = await identity.findUsers(
        rows.flatMap((row) => [row.clientId, row.brokerId ?? []].flat()),
      );
      const isOpen = (userId: string | null): userId is string => {
        const person = people.get(userId ?? '');
        return person?.status === 'ACTIVE' && !person.roles.includes('admin');
      };
      return rows.flatMap((row) => {
        const { id: mandateId, clientId, side, brokerId } = row;
        const acts = refuseActing(row, clock.now()) === null && isOpen(clientId) && isOpen(brokerId);
        return acts ? [{ mandateId, clientId, side, brokerId }] : [];
      });
    },

    /** For whoever reads of these people. */
    async tellBrokers(userIds: readonly string[]): Promise<ReadonlyMap<string, RepresentedBy[]>> {
      const rows = await mandates.findAll({ where: { clientId: [...userIds], status: 'ACTIVE' } });
      if (rows.length === 0) return new Map();
      const brokers = await identity.findUsers(rows.flatMap(({ brokerId }) => (brokerId ? [brokerId] : [])));
      const told = new Map<string, RepresentedBy[]>();
      for (const { clientId, brokerId, side, acceptedAt, endsAt } of rows) {
        const broker = brokers.get(brokerId ?? '');
        if (!broker || !acceptedAt || endsAt <= clock.now()) continue;
        const shown = { displayName: identity.displayName(broker), side, since: iso(acceptedAt) };
        told.set(clientId, [...(told.get(clientId) ?? []), shown]);
      }
      return told;
    },
  };
}
