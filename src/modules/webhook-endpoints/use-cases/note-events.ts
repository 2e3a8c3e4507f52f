/** Follows the log, and notes for each endpoint the events of its owner that it is told: they are posted from there. */
import { lockRows } from '../../../platform/db/lock-rows';
import type { LoggedEvent } from '../../../platform/events/events';
import { newId } from '../../../platform/kernel/ids';
import { leavingOutUnreadable, readEach } from '../../../platform/kernel/unreadable';
import { ownEventOf, postingOf, readersOf } from '../../feed';
import { userAccessVoided } from '../../identity';
import { type EndpointStatus, NOTHING_CONFIRMED } from '../delivery.rules';
import type { WebhookEndpoint } from '../webhook-endpoint.model';
import type { WebhookEndpointsContext } from '../webhook-endpoints.context';
import type { Wake } from './deliver';
import type { SwitchOff } from './switch-off';

export const EVERY_KIND = '*';

const FOLLOWER = 'webhook-endpoints';

export function followTheLog(
  { platform, models }: WebhookEndpointsContext,
  wake: Wake,
  switchOff: SwitchOff,
): void {
  const { clock, events, reportUnreadable } = platform;

  /**
   * Whoever had the account may have named an address of their own: nothing that is told later reaches it. One that is off
   * already is no better: its owner, who takes it for theirs, would resume it.
   */
  async function endWithAccess(event: LoggedEvent): Promise<void> {
    const { userId, at } = userAccessVoided.read(JSON.stringify(event.payload));
    for (const endpoint of await lockRows(models.endpoints, { userId })) {
      const isOfBefore = endpoint.status === 'OFF' ? endpoint.createdAt <= at : endpoint.statusAt <= at;
      if (!isOfBefore) continue;
      await endpoint.update({ unconfirmed: NOTHING_CONFIRMED });
      await switchOff(endpoint, 'ACCESS_VOIDED');
    }
  }

  /** Without those that cannot be read: they must not keep the others from what they are told. */
  const kindsOf = (endpoints: readonly WebhookEndpoint[]) =>
    leavingOutUnreadable(reportUnreadable, () =>
      readEach(endpoints, ({ id, status, kinds }) => ({ id, status, kinds })),
    );

  async function note(event: LoggedEvent): Promise<void> {
    if (event.name === userAccessVoided.name) await endWithAccess(event);
    const readers = readersOf(event);
    const told = ownEventOf(event);
    if (!told || readers.length === 0) return;
    // Locked, so that none is paused or switched off between the look and the note.
    const endpoints = await lockRows(models.endpoints, { userId: [...readers] });
    const concerned = kindsOf(endpoints).filter(
      ({ kinds }) => kinds.includes(EVERY_KIND) || kinds.includes(told.type),
    );
    if (concerned.length === 0) return;
    const now = clock.now();
    const body = JSON.stringify(postingOf(told));
    await models.deliveries.bulkCreate(
      concerned.map(({ id, status }) => ({
        ...{ id: newId(), endpointId: id, eventId: told.id, kind: told.type, subject: told.subject },
        ...{ position: told.position, body, attempts: 0, tries: 0, occurredAt: told.at, createdAt: now },
        ...whileEndpointIs(status, now),
      })),
    );
    for (const { id, status } of concerned) if (status === 'ACTIVE') await wake(id);
  }

  events.follow(FOLLOWER, { cursor: 'stored' }, note);
}

/** While an endpoint is paused its events wait; while it is off they are missed. */
const whileEndpointIs = (status: EndpointStatus, now: number) =>
  status === 'OFF'
    ? { status: 'MISSED' as const, nextTryAt: null }
    : { status: 'WAITING' as const, nextTryAt: now };
