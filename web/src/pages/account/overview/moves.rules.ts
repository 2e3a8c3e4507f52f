/** What waits for somebody, as one list: deals and offers on either side, the nearest deadline first. */
import type { DealSummary } from '../../../api/deals';
import type { OfferSummary } from '../../../api/offers';

export type Waiting = { until: string | null } & (
  { kind: 'deal'; deal: DealSummary } | { kind: 'offer'; offer: OfferSummary }
);

/** What has no deadline comes last. */
export const inOrder = (deals: readonly DealSummary[], offers: readonly OfferSummary[]): Waiting[] =>
  [
    ...deals.map((deal) => ({ kind: 'deal' as const, deal, until: deal.next?.until ?? null })),
    ...offers.map((offer) => ({ kind: 'offer' as const, offer, until: offer.expiresAt })),
  ].toSorted((one, other) => moment(one) - moment(other));

const moment = ({ until }: Waiting): number => (until === null ? Number.MAX_SAFE_INTEGER : Date.parse(until));

export const idOf = (waiting: Waiting): string =>
  waiting.kind === 'deal' ? waiting.deal.id : waiting.offer.id;
