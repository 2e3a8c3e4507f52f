/** A buyer's request for help with a premium listing, and what administrators do with it. */
import { inWords } from '../../../platform/kernel/in-words';
import { type Refusal, refusal } from '../../../platform/kernel/refusal';

export const ACCESS_REQUEST_STATUSES = ['OPEN', 'CONTACTED', 'CLOSED', 'DECLINED', 'WITHDRAWN'] as const;
export type AccessRequestStatus = (typeof ACCESS_REQUEST_STATUSES)[number];

/** From which statuses each is reached, and by whom. */
const FROM: Record<Exclude<AccessRequestStatus, 'OPEN'>, readonly AccessRequestStatus[]> = {
  /** An administrator has written or called. */
  CONTACTED: ['OPEN'],
  CLOSED: ['OPEN', 'CONTACTED'],
  DECLINED: ['OPEN', 'CONTACTED'],
  /** By the buyer. */
  WITHDRAWN: ['OPEN', 'CONTACTED'],
};
export type AccessRequestMove = keyof typeof FROM;
export const ANSWERS = ['CONTACTED', 'CLOSED', 'DECLINED'] as const satisfies readonly AccessRequestMove[];

export const isOver = (status: AccessRequestStatus): boolean => status !== 'OPEN' && status !== 'CONTACTED';

export const answersTo = (status: AccessRequestStatus): (typeof ANSWERS)[number][] =>
  ANSWERS.filter((answer) => FROM[answer].includes(status));

export const refuseAccessMove = (
  status: AccessRequestStatus,
  to: AccessRequestMove,
): Refusal<'premium_access_state_forbids'> | null =>
  FROM[to].includes(status)
    ? null
    : refusal('premium_access_state_forbids', `The request is ${inWords(status)} already.`);
