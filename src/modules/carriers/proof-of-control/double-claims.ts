/** Tells both, and the admins, where two people have proved control of one company. */
import type { CarriersContext } from '../carriers.context';
import { controlClaimedTwice } from '../carriers.events';
import type { ControlProof } from './proof-of-control.model';

/** In the unit that raises the level of `row`. The others are locked, so that of two at once one sees the other. */
export async function tellDoubleClaim({ platform, proofs }: CarriersContext, row: ControlProof) {
  const { userId, usdot, level } = row;
  const others = await proofs.lockOtherHolders(usdot, userId);
  if (others.length === 0) return;
  await platform.events.emit(controlClaimedTwice, {
    usdot,
    claimant: { userId, level },
    others: others.map((other) => ({ userId: other.userId, level: other.level })),
  });
}
