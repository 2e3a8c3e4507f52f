/** A waiver as administrators see it. */
import type { z } from 'zod';
import { personOf, type User } from '../../identity';
import { iso } from '../../../platform/kernel/clock';
import type { Waiver } from './waiver.model';
import type { WaiverShape } from './waiver.schema';

export const presentWaiver = (
  waiver: Waiver,
  now: number,
  people: Map<string, User>,
  names: Map<number, string | null>,
): z.input<typeof WaiverShape> => ({
  id: waiver.id,
  usdot: waiver.usdot,
  legalName: names.get(waiver.usdot) ?? null,
  orderedOn: waiver.orderedOn,
  reason: waiver.reason,
  grantedBy: waiver.grantedBy,
  granter: personOf(waiver.grantedBy, people),
  grantedAt: iso(waiver.grantedAt),
  until: iso(waiver.endsAt),
  inForce: waiver.endedAt === null && waiver.endsAt > now,
  endedAt: iso(waiver.endedAt),
  endedBy: waiver.endedBy,
  ender: waiver.endedBy === null ? null : personOf(waiver.endedBy, people),
  endedBecause: waiver.endedBecause,
});
