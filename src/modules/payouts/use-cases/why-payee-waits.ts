/** Why no money goes to a person now: their account is suspended or gone, or somebody above holds their money back. */
import { Op } from 'sequelize';
import type { PayoutRow } from '../payout.model';
import { whyCannotDraw } from '../payout.rules';
import type { PayoutsContext } from '../payouts.context';

/** Answers why what is payable to a user has to wait; null where it may go. */
export type HoldingBack = (userId: string) => Promise<string | null>;
export type WhyPayoutWaits = (
  payout: Pick<PayoutRow, 'userId'> & { orderedById?: string | null },
) => Promise<string | null>;

export function createWhyPayeeWaits({ platform: { clock }, identity, models: { holds } }: PayoutsContext) {
  const checks: HoldingBack[] = [];

  const heldByUs: HoldingBack = async (userId) =>
    (await holds.count({ where: { userId, heldUntil: { [Op.gt]: clock.now() } } })) > 0
      ? 'The platform holds this money. Ask its support why.'
      : null;

  /** What an admin has ordered for somebody who cannot is asked for nothing that they would have to do. */
  const whyPayoutWaits: WhyPayoutWaits = async ({ userId, orderedById = null }) => {
    const user = (await identity.findUsers([userId])).get(userId);
    if (orderedById === null && user?.status !== 'ACTIVE')
      return 'The account of the person who is paid is not active.';
    for (const check of [heldByUs, ...checks]) {
      const because = await check(userId);
      if (because) return because;
    }
    return null;
  };

  /** Of these people those who cannot ask for their money themselves, with why. */
  async function findWhoCannotDraw(userIds: string[]): Promise<Map<string, string>> {
    const users = await identity.findUsers(userIds);
    return new Map(
      userIds.flatMap((id): [string, string][] => {
        const because = whyCannotDraw(users.get(id) ?? null);
        return because ? [[id, because]] : [];
      }),
    );
  }

  return { whyPayoutWaits, findWhoCannotDraw, holdsBack: (check: HoldingBack) => void checks.push(check) };
}

export type WhyPayeeWaits = ReturnType<typeof createWhyPayeeWaits>;
