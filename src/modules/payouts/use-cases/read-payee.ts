/** How far a person who is owed money is from being paid, for those above whose money it is about. */
import { type Destination, whereMoneyGoes } from '../payout.rules';
import type { PayoutsContext } from '../payouts.context';
import type { WhyPayoutWaits } from './why-payee-waits';

export interface Payee {
  /** Over all that is owed to them. */
  payableCents: number;
  /** Asked for and not there yet. */
  underWayCents: number;
  destination: Destination;
  /** When the nearest destination may be used; null where none is named. */
  usableFrom: number | null;
  /** Why nothing may go to them now; null where it may. */
  heldBack: string | null;
}

export const createReadPayee =
  ({ platform, models, ledger, gateways }: PayoutsContext, whyPayoutWaits: WhyPayoutWaits) =>
  async (userId: string): Promise<Payee> => {
    const { accounts, bankAccounts, payouts } = models;
    const gateway = gateways.forNewMoney;
    const account = gateway && (await accounts.findOne({ where: { userId, gateway: gateway.name } }));
    const bank = await bankAccounts.findByPk(userId);
    const underWay = await payouts.sum('amountCents', {
      where: { userId, status: ['REQUESTED', 'AWAITING_WIRE'] },
    });
    return {
      payableCents: await ledger.balance(`payable:${userId}`),
      // Without a row the sum is null, whatever its type says.
      underWayCents: Number(underWay ?? 0),
      ...whereMoneyGoes(account, bank?.usableFrom ?? null, platform.clock.now()),
      heldBack: await whyPayoutWaits({ userId }),
    };
  };
