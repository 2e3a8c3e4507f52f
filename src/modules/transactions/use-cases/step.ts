/** One move of one person, answered with the deal as that person sees it afterwards. */
import type { UserActor } from '../../../platform/kernel/actor';
import { actingAs, type Deal, type OnDeal } from '../make-move';
import type { MoveInput } from '../process/facts';
import type { MoveName, Reader } from '../process/process';
import type { TransactionView } from '../transactions.schema';
import type { ReadDeal } from './read-deal';

export interface Wish {
  move: MoveName;
  input?: MoveInput;
  reason?: string | undefined;
}

/** The wish, or how it follows from the locked deal and the side on which the actor stands. */
type WishOf = Wish | ((deal: Deal, reader: Reader) => Wish | Promise<Wish>);

export type TakeStep = ReturnType<typeof createTakeStep>;

export const createTakeStep =
  (onDeal: OnDeal, { view }: Pick<ReadDeal, 'view'>) =>
  /** `allowed`: those for whom this is. Throws `not_found` to strangers, `forbidden` to the others. */
  (actor: UserActor, id: string, allowed: readonly Reader[], wish: WishOf): Promise<TransactionView> =>
    onDeal(id, async (deal) => {
      const mover = actingAs(deal.row, actor, allowed);
      const { move, input = {}, reason = null } = typeof wish === 'function' ? await wish(deal, mover) : wish;
      await deal.make({ move, mover, actor, input, reason });
      return view(deal.row, actor);
    });
