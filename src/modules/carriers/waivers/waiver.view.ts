/** A waiver as administrators see it. */
import type { z } from 'zod';
import { iso } from '../../../platform/kernel/clock';
import type { Waiver } from './waiver.model';
import type { WaiverShape } from './waiver.schema';

export const presentWaiver = (waiver: Waiver, now: number): z.input<typeof WaiverShape> => ({
  id: waiver.id,
  usdot: waiver.usdot,
  orderedOn: waiver.orderedOn,
  reason: waiver.reason,
  grantedBy: waiver.grantedBy,
  grantedAt: iso(waiver.grantedAt),
  until: iso(waiver.endsAt),
  inForce: waiver.endedAt === null && waiver.endsAt > now,
  endedAt: iso(waiver.endedAt),
  endedBy: waiver.endedBy,
  endedBecause: waiver.endedBecause,
});
