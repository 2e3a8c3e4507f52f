/** The states of a request for a premium listing, and who moves it on. */
import type { Status as ListingStatus } from '../listing.rules';

export const PREMIUM_STATUSES = [
  'PENDING',
  'APPROVED',
  'PREMIUM',
  'REJECTED',
  'WITHDRAWN',
  'LAPSED',
  'ENDED',
] as const;
export type PremiumStatus = (typeof PREMIUM_STATUSES)[number];

type Party = 'seller' | 'admin' | 'system';

interface MoveRow {
  from: readonly PremiumStatus[];
  to: PremiumStatus;
  by: readonly Party[];
}

const move = (from: readonly PremiumStatus[], to: PremiumStatus, ...by: Party[]): MoveRow => ({
  from,
  to,
  by,
});

export const PREMIUM_MOVES = {
  approve: move(['PENDING'], 'APPROVED', 'admin'),
  reject: move(['PENDING'], 'REJECTED', 'admin'),
  pay: move(['APPROVED'], 'PREMIUM', 'seller'),
  withdraw: move(['PENDING', 'APPROVED'], 'WITHDRAWN', 'seller', 'system'),
  lapse: move(['APPROVED'], 'LAPSED', 'system'),
  end: move(['PREMIUM'], 'ENDED', 'admin', 'system'),
} as const satisfies Record<string, MoveRow>;
export type PremiumMove = keyof typeof PREMIUM_MOVES;
export const PREMIUM_MOVE_NAMES = Object.keys(PREMIUM_MOVES) as [PremiumMove, ...PremiumMove[]];

export const isMoveOpen = (status: PremiumStatus, name: PremiumMove): boolean =>
  PREMIUM_MOVES[name].from.includes(status);

/** What `party` may do with it now. */
export const premiumMovesOf = (status: PremiumStatus, party: 'seller' | 'admin'): PremiumMove[] =>
  PREMIUM_MOVE_NAMES.filter((name) => isMoveOpen(status, name) && PREMIUM_MOVES[name].by.includes(party));

/** Whose owner may ask: a listing that is on its way to the market or in it. */
export const MAY_ASK: readonly ListingStatus[] = ['DRAFT', 'PENDING_REVIEW', 'REJECTED', 'ACTIVE', 'PAUSED'];

/** The purpose under which payments knows the fee. */
export const PREMIUM_FEE = 'PREMIUM_LISTING';

export const premiumRevenueId = (requestId: string): string => `premium:${requestId}:revenue`;

interface Fee {
  status: PremiumStatus;
  feeCents: number | null;
}

interface FeePaid {
  amountCents: number;
  /** It came after the payment had been given up. */
  late: boolean;
}

/** Why money for a request goes back to its payer; null where it is the fee that is waited for. */
export function findReturnReason({ status, feeCents }: Fee, { amountCents, late }: FeePaid): string | null {
  if (late) return 'The payment had been given up before the money came.';
  if (!isMoveOpen(status, 'pay')) return 'No premium fee was due any more.';
  return amountCents === feeCents ? null : 'It is not the premium fee that was due.';
}
