/** A deal on the closings board, row → wire. */
import type { z } from 'zod';
import { HOUR_MS, iso } from '../../platform/kernel/clock';
import { personOf } from '../identity';
import type { ClosingView } from './transactions.schema';
import { type Closing, REMIND_EVERY_MS } from './use-cases/watch-closings';

const isoOrNull = (instant: number | null): string | null => (instant === null ? null : iso(instant));

export const presentClosing =
  (now: () => number) =>
  ({ row, closingAt, waitingFor, lateSince, people }: Closing): z.output<typeof ClosingView> => ({
    ...{ id: row.id, version: row.version, listing: { id: row.listingId, title: row.listingTitle } },
    buyer: personOf(row.buyerId, people),
    seller: personOf(row.sellerId, people),
    ...{ status: row.state, priceCents: row.priceCents, waitingFor },
    closingAt: isoOrNull(closingAt),
    deadlineAt: isoOrNull(row.deadlineAt),
    onHold: (row.heldSince ?? null) !== null,
    lateHours: lateSince === null ? 0 : Math.floor((now() - lateSince) / HOUR_MS),
    lastRemindedAt: isoOrNull(row.remindedAt ?? null),
    remindableAt: isoOrNull(row.remindedAt ? row.remindedAt + REMIND_EVERY_MS : null),
  });
