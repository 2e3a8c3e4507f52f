/** Tells the brokers of people what these are told of the side of the market on which the broker acts. */
import type { Platform } from '../../platform/platform';
import type { Brokers } from '../brokers';
import type { ToldNotice } from './channels/channel';
import { type Category, KINDS } from './kinds';
import { clientNews } from './notifications.events';

/** What mandates open, and no money, no proof of who somebody is, no talk: see `BROKER_SCOPES`. */
const OF_THE_SIDE: readonly Category[] = ['listings', 'access', 'offers', 'deals', 'deal-duties'];

/** Told of an event: the ids of those who have a part in it stand in its payload. */
export type ToldOf = Pick<ToldNotice, 'kind' | 'title' | 'addressee' | 'usefulUntil'> & { payload: unknown };

const takesPart = (payload: unknown, userId: string): boolean =>
  Object.values(payload as Record<string, unknown>).includes(userId);

export function createTellBrokers(
  { events }: Pick<Platform, 'events'>,
  { findActing }: Pick<Brokers, 'findActing'>,
) {
  /** In the unit that tells the client, so once. What is told by it is no news of a side: it goes no further. */
  return async (told: readonly ToldOf[]): Promise<void> => {
    const ofSides = told.flatMap(({ addressee, kind, ...rest }) =>
      addressee.kind === 'user' && OF_THE_SIDE.includes(KINDS[kind])
        ? [{ ...rest, clientId: addressee.userId, side: addressee.reader }]
        : [],
    );
    if (ofSides.length === 0) return;
    const acting = await findActing([...new Set(ofSides.map(({ clientId }) => clientId))]);
    for (const { clientId, side, title, usefulUntil, payload } of ofSides)
      for (const mandate of acting) {
        const { mandateId, brokerId } = mandate;
        if (mandate.clientId !== clientId || mandate.side !== side) continue;
        // They are no broker where they bargain themselves.
        if (takesPart(payload, brokerId)) continue;
        await events.emit(clientNews, { mandateId, brokerId, clientId, title, usefulUntil });
      }
  };
}
