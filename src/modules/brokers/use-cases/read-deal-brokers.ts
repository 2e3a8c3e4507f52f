/** Who acts for the sides of a deal, and what they have of our fee in it, as one of its readers may know. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { User } from '../../identity';
import type { BrokersContext } from '../brokers.context';
import type { BrokerShare } from '../brokers.model';
import { type BrokerSide, SIDES } from '../brokers.rules';

export interface DealBroker {
  side: BrokerSide;
  brokerId: string;
  people: Map<string, User>;
  actsNow: boolean;
  /** Null also for whoever may not know of it. */
  share: BrokerShare | null;
}

export const createReadDealBrokers =
  ({ platform, identity, models, transactions }: BrokersContext) =>
  async (actor: UserActor, transactionId: string): Promise<DealBroker[]> => {
    const parties = await transactions.findParties(actor, transactionId);
    if (!parties) throw notFound('You have no such transaction.');
    const clients = { BUYER: parties[0], SELLER: parties[1] };
    const [acting, shares] = [
      await models.mandates.findAll({ where: { clientId: [...parties], status: 'ACTIVE' } }),
      await models.shares.findAll({ where: { transactionId } }),
    ];
    const now = platform.clock.now();
    const found = SIDES.flatMap((side) => {
      const mandate = acting.find((row) => row.side === side && row.clientId === clients[side]);
      const actsNow = mandate?.brokerId && mandate.endsAt > now ? mandate.brokerId : null;
      const share = shares.find((row) => row.side === side) ?? null;
      // Who agreed on the share may be another than who acts by now.
      const brokerIds = new Set([actsNow, share?.brokerId].filter((id) => typeof id === 'string'));
      return [...brokerIds].map((brokerId) => ({ side, brokerId, actsNow: brokerId === actsNow, share }));
    });
    const people = await identity.findUsers([...new Set(found.map(({ brokerId }) => brokerId))]);
    const isParty = parties.includes(actor.userId);
    return found.map(({ share, ...each }) => ({
      ...each,
      people,
      share:
        share?.brokerId === each.brokerId && (!isParty || clients[each.side] === actor.userId) ? share : null,
    }));
  };
