/** Lists the payouts that wait for a person or for the gateway too long, and what is payable to those who cannot draw it. */
import { Op } from 'sequelize';
import { DAY_MS, iso } from '../../../platform/kernel/clock';
import { configureAgain } from '../../gateway';
import { STUCK_LISTED_MAX, type StuckMoney } from '../../ledger';
import type { PayableHoldRow } from '../payable-hold.model';
import type { PayoutRow } from '../payout.model';
import type { SaveBankAccount } from './save-bank-account';
import type { WhyPayeeWaits } from './why-payee-waits';
import type { PayoutsContext } from '../payouts.context';

/** A call whose outcome is not known is asked about each hour; after a day somebody has to look. */
const UNRESOLVED_AFTER_MS = DAY_MS;

export function createListStuckMoney(
  { platform, models, gateways, ledger }: PayoutsContext,
  {
    whyPayoutWaits,
    whyWireWaits,
    findWhoCannotDraw,
  }: Pick<WhyPayeeWaits, 'findWhoCannotDraw' | 'whyPayoutWaits'> & Pick<SaveBankAccount, 'whyWireWaits'>,
) {
  const { clock } = platform;
  const { payouts, holds } = models;

  async function stuckPayouts(): Promise<StuckMoney[]> {
    const rows = await payouts.findAll({
      where: {
        [Op.or]: [
          { status: 'AWAITING_WIRE' },
          { status: 'REQUESTED', updatedAt: { [Op.lt]: clock.now() - UNRESOLVED_AFTER_MS } },
          { status: 'REQUESTED', failureReason: { [Op.ne]: null } },
          { status: 'REQUESTED', gateway: { [Op.notIn]: gateways.live.map(({ name }) => name) } },
        ],
      },
      order: [['requestedAt', 'ASC']],
      limit: STUCK_LISTED_MAX,
    });
    const found: StuckMoney[] = [];
    for (const row of rows) {
      const { id, status, amountCents, requestedAt: since } = row;
      const whatToDo = await (status === 'AWAITING_WIRE' ? adviseOnWire(row) : adviseOnTransfer(row));
      found.push({ kind: `PAYOUT_${status}`, subject: `payout ${id}`, amountCents, since, whatToDo });
    }
    return found;
  }

  async function adviseOnWire(row: PayoutRow): Promise<string> {
    const path = `/admin/payouts/${row.id}`;
    const because = await platform.database.atomically(() => whyWireWaits(row));
    return because
      ? `${because} Send it when that is over, or give it up: POST ${path}/refuse-wire.${row.bankAccountReadAt === null ? '' : ` Where the wire is out already, record it: POST ${path}/record-wire.`}`
      : `Read where it goes (POST ${path}/bank-account), send the wire and record it (POST ${path}/record-wire), or give it up (…/refuse-wire).`;
  }

  async function adviseOnTransfer(row: PayoutRow): Promise<string> {
    const { id, gateway, failureReason } = row;
    if (gateway !== null && !gateways.find(gateway)) return configureAgain(gateway);
    if (await whyPayoutWaits(row))
      return `It waits: ${failureReason ?? ''} It goes when that is over; or give it up: POST /admin/payouts/${id}/give-up.`;
    return failureReason
      ? `It waits and is tried again each hour: ${failureReason} Fix at the gateway what it refuses; or give it up: POST /admin/payouts/${id}/give-up.`
      : 'Look the transfer up at the gateway; the poller takes its state over from there.';
  }

  /** Everybody else asks for their money themselves. */
  async function payableToNobody(): Promise<StuckMoney[]> {
    const resting = await ledger.listIdleBalances('payable');
    const userIds = resting.map(({ code }) => userOf(code));
    const whyNot = await findWhoCannotDraw(userIds);
    const held = new Map(
      (await holds.findAll({ where: { heldUntil: { [Op.gt]: clock.now() } } })).map((hold) => [
        hold.userId,
        hold,
      ]),
    );
    return resting
      .flatMap(({ code, balance: amountCents, since }): StuckMoney[] => {
        const userId = userOf(code);
        const because = whyNot.get(userId) ?? null;
        const hold = held.get(userId) ?? null;
        if (!because && !hold) return [];
        return [
          {
            kind: hold ? 'PAYABLE_HELD' : 'PAYABLE_UNCLAIMED',
            ...{ subject: `user ${userId}`, amountCents, since },
            whatToDo: adviseOnPayable(userId, because, hold),
          },
        ];
      })
      .slice(0, STUCK_LISTED_MAX);
  }

  return async () => [...(await stuckPayouts()), ...(await payableToNobody())];
}

const userOf = (code: string): string => code.slice('payable:'.length);

function adviseOnPayable(userId: string, because: string | null, hold: PayableHoldRow | null): string {
  const path = `POST /admin/payables/${userId}`;
  const why = because ? `${because} ` : '';
  if (hold) return `${why}Held until ${iso(hold.heldUntil)}: ${hold.reason} Release it: ${path}/release.`;
  return `${why}Order its wire to where they prove that it is due (${path}/pay), or record why it waits (…/hold).`;
}
