/** What brokers have of the fee of a deal: fixed when the deal opens, credited when the sale is completed. */
import { Op } from 'sequelize';
import { allRowsOf, modelKeyset, NEWEST_ID_FIRST, readPage } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import { systemActor, type UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { User } from '../../identity';
import type { BrokersContext } from '../brokers.context';
import type { BrokerShare, Mandate } from '../brokers.model';
import { shareOf, FACTS_FOR_SHARE, SIDES } from '../brokers.rules';

export interface ShareFile {
  row: BrokerShare;
  people: Map<string, User>;
}

/** Of the news that a sale was opened. */
interface OpenedSale {
  transactionId: string;
  listingTitle: string;
  buyerId: string;
  sellerId: string;
}

const violation = violationsOf('brokers');
const house = systemActor('brokers.shares');
const SUBJECT = 'broker_share';
const transferOf = (id: string): string => `broker-share:${id}`;

export function createShareFees({
  platform,
  audit,
  identity,
  ledger,
  models,
  settings,
  verification,
}: BrokersContext) {
  const { clock } = platform;
  const { mandates, shares } = models;

  /** What the platform has kept of a deal until now. */
  async function feeOf(transactionId: string): Promise<number> {
    const transfers = await ledger.listTransfers({ type: 'transaction', id: transactionId });
    return transfers.reduce(
      (sum, { credit, debit, amount }) =>
        sum + (credit === 'revenue:fees' ? amount : 0) - (debit === 'revenue:fees' ? amount : 0),
      0,
    );
  }

  /** Who acted for whom at an instant, also where that has ended since. */
  async function heldAt(clientIds: string[], at: number): Promise<Mandate[]> {
    const rows = await mandates.findAll({
      where: { clientId: clientIds, brokerId: { [Op.ne]: null }, acceptedAt: { [Op.lte]: at } },
    });
    return rows.filter(({ endsAt, endedAt }) => at < Math.min(endsAt, endedAt ?? Infinity));
  }

  /** `rest`: what tells a later one from the first. */
  const orderOf = ({ id, brokerId, transactionId }: BrokerShare, amount: number, rest = '') => ({
    ...{ id: `${transferOf(id)}${rest}`, debit: 'revenue:fees', credit: `payable:${brokerId}` },
    ...{ amount, unit: 'USD' as const, subject: { type: SUBJECT, id } },
    reason: `Share of the broker in the fee of the sale ${transactionId}`,
  });

  return {
    /** In the unit of the news. */
    async agree(
      { transactionId, listingTitle, buyerId, sellerId }: OpenedSale,
      openedAt: number,
    ): Promise<void> {
      const mandatesThen = await heldAt([buyerId, sellerId], openedAt);
      if (mandatesThen.length === 0) return;
      const shareBasisPoints = await settings.numberAt('BROKER_SHARE_BASIS_POINTS', openedAt);
      for (const side of SIDES) {
        const clientId = side === 'SELLER' ? sellerId : buyerId;
        const mandate = mandatesThen.find((each) => each.clientId === clientId && each.side === side);
        if (!mandate?.brokerId || shareBasisPoints === 0) continue;
        // Whoever deals with themselves has earned no share.
        if ([buyerId, sellerId].includes(mandate.brokerId)) continue;
        if (!(await verification.isVerified(mandate.brokerId, FACTS_FOR_SHARE))) continue;
        if (await shares.findOne({ where: { transactionId, side } })) continue;
        await shares.create({
          ...{
            id: newId(),
            transactionId,
            side,
            mandateId: mandate.id,
            brokerId: mandate.brokerId,
            clientId,
          },
          ...{ listingTitle, shareBasisPoints, agreedAt: openedAt, status: 'AGREED' },
        });
      }
    },

    /** In the unit of the news. */
    async credit({ transactionId }: Pick<OpenedSale, 'transactionId'>): Promise<void> {
      const agreed = await shares.findAll({
        where: { transactionId, status: 'AGREED' },
        order: ['id'],
        lock: true,
      });
      if (agreed.length === 0) return;
      const feeCents = await feeOf(transactionId);
      const orders = [];
      for (const row of agreed) {
        if (!(await verification.isVerified(row.brokerId, FACTS_FOR_SHARE))) {
          await row.update({ status: 'LAPSED', endedAt: clock.now() });
          await audit.record({
            actor: house,
            action: 'broker_share.lapsed',
            subject: { type: SUBJECT, id: row.id },
            reason: 'The broker is not verified any more.',
            detail: { transactionId, brokerId: row.brokerId },
          });
          continue;
        }
        const amountCents = shareOf(feeCents, row.shareBasisPoints);
        await row.update({ status: 'CREDITED', amountCents, endedAt: clock.now() });
        await audit.record({
          actor: house,
          action: 'broker_share.credited',
          subject: { type: SUBJECT, id: row.id },
          detail: { transactionId, brokerId: row.brokerId, feeCents, amountCents },
        });
        if (amountCents === 0) continue;
        orders.push(orderOf(row, amountCents));
      }
      await ledger.post(orders);
    },

    /**
     * In the unit of the news. A part of the fee that was taken after the sale had been completed: what the shares come to by
     * now, less what was credited. Where the news of the completion comes later it counts all of it.
     */
    async creditLate({ transactionId, part }: { transactionId: string; part: string }): Promise<void> {
      const credited = await shares.findAll({
        where: { transactionId, status: 'CREDITED' },
        order: ['id'],
        lock: true,
      });
      if (credited.length === 0) return;
      const feeCents = await feeOf(transactionId);
      for (const row of credited) {
        const amountCents = shareOf(feeCents, row.shareBasisPoints);
        const moreCents = amountCents - (row.amountCents ?? 0);
        if (moreCents <= 0) continue;
        await row.update({ amountCents });
        await audit.record({
          actor: house,
          action: 'broker_share.credited',
          subject: { type: SUBJECT, id: row.id },
          detail: { transactionId, brokerId: row.brokerId, feeCents, amountCents, moreCents },
        });
        await ledger.post([orderOf(row, moreCents, `:${part}`)]);
      }
    },

    /** In the unit of the news. */
    async lapse({ transactionId }: Pick<OpenedSale, 'transactionId'>): Promise<void> {
      for (const row of await shares.findAll({ where: { transactionId, status: 'AGREED' }, lock: true })) {
        await row.update({ status: 'LAPSED', endedAt: clock.now() });
      }
    },

    /** Of deals in which a person is the broker, or had one; newest first. */
    async listShares({ userId }: UserActor, query: PageQuery): Promise<Page<ShareFile>> {
      const own = modelKeyset(shares, {
        name: 'brokers.shares',
        order: NEWEST_ID_FIRST,
        where: { [Op.or]: [{ brokerId: userId }, { clientId: userId }] },
      });
      const { items, pagination } = await readPage(own, query);
      const ids = items.flatMap(({ clientId, brokerId }) => [clientId, brokerId]);
      const people = await identity.findUsers([...new Set(ids)]);
      return { items: items.map((row) => ({ row, people })), pagination };
    },

    /** Every share that was credited stands in the ledger, to the cent, and none besides. */
    async findViolations(): Promise<Violation[]> {
      const found: Violation[] = [];
      const known = new Map<string, number>();
      for await (const batch of walk(allRowsOf(shares))) {
        for (const { id, amountCents } of batch) if (amountCents) known.set(id, amountCents);
      }
      for await (const batch of ledger.readAllAbout(SUBJECT)) {
        for (const { subject, amount } of batch) known.set(subject.id, (known.get(subject.id) ?? 0) - amount);
      }
      for (const [id, cents] of known)
        if (cents !== 0)
          found.push(violation('share_credited', id, 'The ledger has another sum than the share.'));
      return found;
    },
  };
}
