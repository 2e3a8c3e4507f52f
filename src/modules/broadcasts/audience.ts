/** Who is told: everybody of a segment with an active account, or those of them of whom some things hold now. */
import { selectSubscriberIds } from '../billing';
import type { Audience } from '../identity';
import { selectSellerIdsOfState } from '../listings';
import { selectIdsInDeals } from '../transactions';
import { selectIdentifiedIds } from '../verification';
import type { AudiencePlan, Segment } from './broadcast.model';

const ROLE: Record<Segment, string | null> = { EVERYBODY: null, BUYERS: 'buyer', SELLERS: 'seller' };

/** What is null is no matter. */
export interface Chosen {
  segment: Segment;
  plan?: AudiencePlan | null | undefined;
  verified?: boolean | null | undefined;
  companyState?: string | null | undefined;
  openDeal?: boolean | null | undefined;
}

export function audienceOf(
  { segment, plan, verified, companyState, openDeal }: Chosen,
  now: number,
): Audience {
  const among: Audience['among'][number][] = [];
  if (plan === 'NONE') among.push({ select: selectSubscriberIds(), isIn: false });
  else if (plan) among.push({ select: selectSubscriberIds('plan'), values: { plan }, isIn: true });
  if (typeof verified === 'boolean')
    among.push({ select: selectIdentifiedIds, values: { now }, isIn: verified });
  if (companyState)
    among.push({ select: selectSellerIdsOfState('companyState'), values: { companyState }, isIn: true });
  if (typeof openDeal === 'boolean') among.push({ select: selectIdsInDeals, isIn: openDeal });
  return { role: ROLE[segment], among };
}
