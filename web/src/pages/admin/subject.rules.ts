/** Where a thing that the log or a decision names is shown to administrators. */

interface Place {
  to: string;
  search?: Readonly<Record<string, string>>;
}

const PLACES: Readonly<Record<string, (id: string) => Place>> = {
  user: (id) => ({ to: `/admin/users/${id}` }),
  listing: (id) => ({ to: `/admin/listings/${id}` }),
  transaction: (id) => ({ to: `/deals/${id}` }),
  offer: (id) => ({ to: `/offers/${id}` }),
  payment: () => ({ to: '/admin/money/wires' }),
  wire: () => ({ to: '/admin/money/wires' }),
  payout: () => ({ to: '/admin/money/payouts' }),
  refund: () => ({ to: '/admin/money/refunds' }),
  outside_refund: () => ({ to: '/admin/money/refunds' }),
  unassigned_money: () => ({ to: '/admin/money/unassigned' }),
  dispute: () => ({ to: '/admin/money/card-disputes' }),
  premium_request: () => ({ to: '/admin/premium' }),
  webhook_event: () => ({ to: '/admin/money/events' }),
  event: () => ({ to: '/admin/money/events', search: { status: 'PARKED' } }),
  payable: (id) => ({ to: `/admin/users/${id}` }),
  job: () => ({ to: '/admin/jobs' }),
};

/** Null where it has no page. */
export const pageOfSubject = ({ type, id }: { type: string; id: string }): Place | null =>
  PLACES[type]?.(id) ?? null;

/** `outside refund 0193…` and `account escrow:0193…` as a type and an id. */
export function readSubject(text: string): { type: string; id: string } {
  const at = text.lastIndexOf(' ');
  return { type: text.slice(0, at).replaceAll(' ', '_'), id: text.slice(at + 1) };
}
