/** The door of broadcasts: administrators tell everybody of a segment something, in the app and by letter. */
import { z } from 'zod';
import { modelKeyset, newestFirst, readPage } from '../../platform/db/keyset';
import { notFound } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import { newId } from '../../platform/kernel/ids';
import type { PageQuery } from '../../platform/kernel/page';
import type { Platform } from '../../platform/platform';
import { audienceOf } from './audience';
import { type BroadcastRow, defineBroadcasts } from './broadcast.model';
import type { BroadcastsContext, BroadcastsDeps } from './broadcasts.context';
import { broadcastSent } from './broadcasts.events';
import { audienceChanged, broadcastEnded } from './broadcasts.problems';
import { broadcastRoutes } from './broadcasts.routes';
import type { NewBroadcast, PreviewQuery } from './broadcasts.schema';
import type { AuditAction } from '../audit';

export { broadcastSent } from './broadcasts.events';

const SEND = 'broadcasts.send';
const Payload = z.object({ broadcastId: z.string() });
/** In one unit. */
const TOLD_AT_ONCE = 200;
/** People come and go while somebody writes: a few more or less need no second look. */
const TOLERANCE = 10;
const NO_MATTER = { plan: null, verified: null, companyState: null, openDeal: null } as const;

export type Broadcasts = ReturnType<typeof createUseCases>;

export function createBroadcasts(platform: Platform, deps: BroadcastsDeps): void {
  platform.serve('Administration', broadcastRoutes(createUseCases({ ...deps, platform }), deps.identity));
}

function createUseCases({ platform, audit, identity }: BroadcastsContext) {
  const { clock, database, events, queue } = platform;
  const broadcasts = defineBroadcasts(database);

  const record = (actor: UserActor, action: AuditAction, row: BroadcastRow) =>
    audit.record({
      ...{ actor, action, subject: { type: 'broadcast', id: row.id } },
      detail: {
        ...{ title: row.title, segment: row.segment, recipients: row.recipients },
        ...{ plan: row.plan, verified: row.verified, companyState: row.companyState, openDeal: row.openDeal },
      },
    });

  /** The next ones, by id, in the unit that notes how far it has come: each person is told once. */
  queue.handle(SEND, { lane: 'news', runs: 'unit' }, async (payload) => {
    const { broadcastId } = Payload.parse(payload);
    const row = await broadcasts.findByPk(broadcastId, { lock: true });
    if (row?.state !== 'SENDING') return;
    const next = await identity.listActiveIds(audienceOf(row, clock.now()), row.lastUserId, TOLD_AT_ONCE);
    for (const userId of next)
      await events.emit(broadcastSent, { broadcastId, userId, title: row.title, content: row.content });
    const isLast = next.length < TOLD_AT_ONCE;
    await row.update({
      told: Number(row.told) + next.length,
      lastUserId: next.at(-1) ?? row.lastUserId,
      ...(isLast ? { state: 'SENT' as const, endedAt: clock.now() } : {}),
    });
    if (!isLast) await queue.enqueue(SEND, { broadcastId });
  });

  return {
    preview: async (chosen: PreviewQuery) => {
      const audience = audienceOf(chosen, clock.now());
      const [recipients, ids] = await Promise.all([
        identity.countActive(audience),
        identity.listActiveIds(audience, null, 5),
      ]);
      return { segment: chosen.segment, recipients, ids };
    },

    /** @throws audience_changed */
    send: (actor: UserActor, { recipients, ...given }: NewBroadcast): Promise<BroadcastRow> =>
      database.atomically(async () => {
        const now = await identity.countActive(audienceOf(given, clock.now()));
        if (Math.abs(now - recipients) > TOLERANCE)
          throw audienceChanged(`It would reach ${now} people; the preview showed ${recipients}.`);
        const row = await broadcasts.create({
          ...{ id: newId(), ...NO_MATTER, ...given, state: 'SENDING', recipients: now, told: 0 },
          ...{ sentBy: actor.userId, sentAt: clock.now() },
        });
        await record(actor, 'broadcast.sent', row);
        await queue.enqueue(SEND, { broadcastId: row.id });
        return row;
      }),

    /** Nobody more is told. @throws broadcast_ended */
    stop: (actor: UserActor, id: string): Promise<BroadcastRow> =>
      database.atomically(async () => {
        const row = await broadcasts.findByPk(id, { lock: true });
        if (!row) throw notFound('There is no such broadcast.');
        if (row.state !== 'SENDING') throw broadcastEnded(`It is ${row.state.toLowerCase()}.`);
        await row.update({ state: 'STOPPED', endedAt: clock.now() });
        await record(actor, 'broadcast.stopped', row);
        return row;
      }),

    /** Newest first. */
    list: (query: PageQuery) =>
      readPage(modelKeyset(broadcasts, { name: 'broadcasts', order: newestFirst('sentAt') }), query),
  };
}
