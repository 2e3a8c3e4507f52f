/** Which deals are listed, as the address says it. */
import type { DealFilter, DealStatus } from '../../../api/deals';
import { dealCodes } from '../../../words/deals';

export type ListSearch = DealFilter;

/** What is no filter is left out: an address may say anything. */
export function readSearch({ status, side, waitingFor }: Record<string, unknown>): ListSearch {
  return {
    ...(typeof status === 'string' && Object.hasOwn(dealCodes.status, status)
      ? { status: status as DealStatus }
      : {}),
    ...(side === 'BUYER' || side === 'SELLER' ? { side } : {}),
    ...(waitingFor === 'me' ? { waitingFor } : {}),
  };
}

export const TABS = [
  { name: 'all', search: {} },
  { name: 'waiting', search: { waitingFor: 'me' } },
  { name: 'asBuyer', search: { side: 'BUYER' } },
  { name: 'asSeller', search: { side: 'SELLER' } },
] as const satisfies readonly { name: string; search: ListSearch }[];

export function tabOf({ side, waitingFor }: ListSearch): (typeof TABS)[number]['name'] {
  if (waitingFor) return 'waiting';
  if (side) return side === 'BUYER' ? 'asBuyer' : 'asSeller';
  return 'all';
}
