/** The statuses of a premium request and the transitions between them, as a table. */
import { inWords } from '../../../platform/kernel/in-words';
import { type Refusal, refusal } from '../../../platform/kernel/refusal';
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

interface Transition {
  from: readonly PremiumStatus[];
  to: PremiumStatus;
  by: readonly Party[];
}

const transition = (from: readonly PremiumStatus[], to: PremiumStatus, ...by: Party[]): Transition => ({
  from,
  to,
  by,
});

export const PREMIUM_TRANSITIONS = {
  approve: transition(['PENDING'], 'APPROVED', 'admin'),
  reject: transition(['PENDING'], 'REJECTED', 'admin'),
  pay: transition(['APPROVED'], 'PREMIUM', 'seller'),
  withdraw: transition(['PENDING', 'APPROVED'], 'WITHDRAWN', 'seller', 'system'),
  lapse: transition(['APPROVED'], 'LAPSED', 'system'),
  end: transition(['PREMIUM'], 'ENDED', 'admin', 'system'),
} as const satisfies Record<string, Transition>;
export type PremiumMove = keyof typeof PREMIUM_TRANSITIONS;
export const PREMIUM_MOVE_NAMES = Object.keys(PREMIUM_TRANSITIONS) as [PremiumMove, ...PremiumMove[]];

export const isMoveOpen = (status: PremiumStatus, name: PremiumMove): boolean =>
  PREMIUM_TRANSITIONS[name].from.includes(status);

/** No transition leads out of it. */
export const isEnded = (status: PremiumStatus): boolean =>
  PREMIUM_MOVE_NAMES.every((name) => !isMoveOpen(status, name));

export type PremiumRefusalCode = 'premium_state_forbids';

export function refusePremiumMove(
  status: PremiumStatus,
  name: PremiumMove,
): Refusal<PremiumRefusalCode> | null {
  if (isMoveOpen(status, name)) return null;
  const from = PREMIUM_TRANSITIONS[name].from.map(inWords).join(' or ');
  const instead = isEnded(status) ? ' The seller can make a new request.' : '';
  return refusal(
    'premium_state_forbids',
    `The request is ${inWords(status)}. This is possible only while it is ${from}.${instead}`,
  );
}

/** Past its deadline an approved request cannot be paid, even before the sweep has ended it. */
export function refusePremiumPayment(
  request: { status: PremiumStatus; payBy: number | null },
  now: number,
): Refusal<PremiumRefusalCode> | null {
  const refused = refusePremiumMove(request.status, 'pay');
  if (refused) return refused;
  return (request.payBy ?? 0) > now
    ? null
    : refusal('premium_state_forbids', 'The deadline for the payment has passed. Request premium again.');
}

/** The moves open to `party` now. */
export const premiumMovesOf = (status: PremiumStatus, party: 'seller' | 'admin'): PremiumMove[] =>
  PREMIUM_MOVE_NAMES.filter(
    (name) => isMoveOpen(status, name) && PREMIUM_TRANSITIONS[name].by.includes(party),
  );

/** Premium can be requested for a listing that is on its way to the market or in it. */
export const REQUESTABLE: readonly ListingStatus[] = [
  'DRAFT',
  'PENDING_REVIEW',
  'REJECTED',
  'ACTIVE',
  'PAUSED',
];

/** Premium ends with its listing. */
export const hasLeftForGood = (status: ListingStatus): boolean => status === 'SOLD' || status === 'WITHDRAWN';

/** The purpose of the payment. */
export const PREMIUM_FEE = 'PREMIUM_LISTING';

export const premiumRevenueId = (requestId: string): string => `premium:${requestId}:revenue`;

interface Fee {
  status: PremiumStatus;
  feeCents: number | null;
}

interface FeePaid {
  amountCents: number;
  /** The money came after the payment was canceled. */
  late: boolean;
}

/** Why money that came for a request goes back to its payer; null where it is the fee that is due. */
export function findReturnReason({ status, feeCents }: Fee, { amountCents, late }: FeePaid): string | null {
  if (late) return 'The payment was canceled before the money arrived.';
  if (!isMoveOpen(status, 'pay')) return 'No premium fee was due.';
  return amountCents === feeCents ? null : 'The amount is not the premium fee that was due.';
}
