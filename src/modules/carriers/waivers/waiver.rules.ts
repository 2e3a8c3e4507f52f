/** Which orders a waiver covers, and when it counts. */
import type { CarrierProfile } from '../carrier-profile';

export interface WaiverFacts {
  id: string;
  orderedOn: string | null;
  endsAt: number;
}

type Orders = CarrierProfile['safety']['outOfService'];

/** The day of the latest order, so that a later one is never taken for it; null where one bears no day. */
export function latestOrderOn({ since, orders }: Orders): string | null {
  const days = orders && orders.length > 0 ? orders.map(({ orderedOn }) => orderedOn) : [since];
  if (since !== null) days.push(since);
  return days.reduce((latest, day) => (latest === null || day === null ? null : day > latest ? day : latest));
}

/** Whether the orders in force are those that the waiver was recorded for. */
export const coversOrders = (waiver: WaiverFacts | null, orders: Orders): waiver is WaiverFacts =>
  waiver !== null && waiver.orderedOn === latestOrderOn(orders);
