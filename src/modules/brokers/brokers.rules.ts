/** What may be done with a mandate, and when; what a broker may do by it; what of a fee is theirs. */
import { DAY_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { inWords } from '../../platform/kernel/in-words';
import { type Refusal, refusal } from '../../platform/kernel/refusal';

export const SIDES = ['SELLER', 'BUYER'] as const;
export type BrokerSide = (typeof SIDES)[number];
export const ROLE_OF = { SELLER: 'seller', BUYER: 'buyer' } as const;

export const MANDATE_STATUSES = ['GIVEN', 'ACTIVE', 'DECLINED', 'LAPSED', 'ENDED'] as const;
export type MandateStatus = (typeof MANDATE_STATUSES)[number];
export const SHARE_STATUSES = ['AGREED', 'CREDITED', 'LAPSED'] as const;

/** How long a mandate waits for its broker. */
export const ANSWER_WITHIN_MS = 14 * DAY_MS;
export const LONGEST_MANDATE_MS = 366 * DAY_MS;
/** Then the broker begins anew: what has ended meanwhile is ended. */
export const ACTING_MS = 30 * MINUTE_MS;

/** What mandates open; among them nothing that moves money or needs a fresh proof. No deal is moved by a broker. */
export const BROKER_SCOPES = [
  ...['carriers:read', 'listings:read', 'listings:write', 'offers:read', 'offers:write'],
  ...['documents:read', 'documents:write', 'messages:read', 'messages:write', 'transactions:read'],
] as const;

export type BrokersRefusal = 'mandate_not_given' | 'mandate_not_active' | 'mandate_days';

interface Standing {
  status: MandateStatus;
  answerBy: number;
  endsAt: number;
}

export function refuseAnswer({ status, answerBy }: Standing, now: number): Refusal<BrokersRefusal> | null {
  if (status !== 'GIVEN') return refusal('mandate_not_given', `The mandate is ${inWords(status)} already.`);
  return answerBy <= now ? refusal('mandate_not_given', 'It was not answered in time.') : null;
}

export function refuseActing({ status, endsAt }: Standing, now: number): Refusal<BrokersRefusal> | null {
  if (status !== 'ACTIVE') return refusal('mandate_not_active', `The mandate is ${inWords(status)}.`);
  return endsAt <= now ? refusal('mandate_not_active', 'The mandate has run out.') : null;
}

export const refuseEnd = ({ status }: Standing): Refusal<BrokersRefusal> | null =>
  status === 'GIVEN' || status === 'ACTIVE'
    ? null
    : refusal('mandate_not_active', `The mandate is ${inWords(status)} already.`);

export const refuseDays = (endsAt: number, now: number): Refusal<BrokersRefusal> | null =>
  endsAt > now && endsAt <= now + LONGEST_MANDATE_MS
    ? null
    : refusal('mandate_days', 'A mandate ends within a year from now.');

/** Rounded down: the platform never gives more than it has. */
export const shareOf = (feeCents: number, shareBasisPoints: number): number =>
  Math.floor((feeCents * shareBasisPoints) / 10_000);

/** Whoever sells may call anybody their broker: a share is for those who have shown who they are and for whom they work. */
export const FACTS_FOR_SHARE = ['IDENTITY', 'COMPANY'] as const;
