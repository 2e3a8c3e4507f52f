/** Ends the exclusivity of reserved listings when its time has run out. */
import { oldestFirst, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import type { ListingsContext } from '../listings.context';
import type { createReserveListing } from './reserve-listing';

export const createSweepExclusivity =
  (
    { platform }: ListingsContext,
    { endExclusivity }: Pick<ReturnType<typeof createReserveListing>, 'endExclusivity'>,
  ) =>
  (signal: AbortSignal): Promise<void> => {
    const { database, clock, log } = platform;
    const due = selectKeyset<{ id: string }>(database, {
      name: 'listings.exclusivity',
      order: oldestFirst('exclusiveUntil'),
      select: 'id, exclusiveUntil',
      from: 'listings',
      where: ['exclusiveUntil <= :now'],
      values: { now: clock.now() },
    });
    return sweep(
      log,
      due,
      ({ id }) => database.atomically(() => endExclusivity(id, 'Its time has run out.', true)),
      signal,
    );
  };
