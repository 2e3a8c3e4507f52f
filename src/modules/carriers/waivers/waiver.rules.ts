/** Which orders a waiver covers, and when it counts. */
import type { CarrierProfile } from '../carrier-profile';

export interface WaiverFacts {
  id: string;
  orderedOn: string | null;
  endsAt: number;
}

type Orders = CarrierProfile['safety']['outOfService'];

/**
 * The day of the latest order, so that a later one is never taken for it. Null where none bears a day; undefined where
 * only some do: then it is not known which came last, and no waiver covers them.
 */
export function latestOrderOn({ since, orders }: Orders): string | null | undefined {
  const days = (orders ?? []).map(({ orderedOn }) => orderedOn);
  if (days.length === 0 || since !== null) days.push(since);
  const known = days.filter((day) => day !== null).toSorted();
  if (known.length === 0) return null;
  return known.length === days.length ? known.at(-1) : undefined;
}

/** Whether the orders in force are those that the waiver was recorded for. */
export const coversOrders = (waiver: WaiverFacts | null, orders: Orders): waiver is WaiverFacts =>
  waiver !== null && waiver.orderedOn === latestOrderOn(orders);
