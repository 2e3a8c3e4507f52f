/** Follows the log, and notes for each endpoint the events of its owner that it is told: they are posted from there. */
import { lockRows } from '../../../platform/db/lock-rows';
import type { LoggedEvent } from '../../../platform/events/events';
import { iso } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { ownEventOf, readersOf } from '../../feed';
import { userAccessVoided } from '../../identity';
import { BODY_MAX_BYTES, type EndpointStatus, TEXT_MAX_LENGTH } from '../delivery.rules';
import type { WebhookEndpointsContext } from '../webhook-endpoints.context';
import type { Wake } from './deliver';
import type { SwitchOff } from './switch-off';

export const EVERY_KIND = '*';

const FOLLOWER = 'webhook-endpoints';

interface Posting {
  id: string;
  type: string;
  position: number | null;
  at: number;
  data: Record<string, unknown>;
}

/** By Standard Webhooks: type, timestamp and data; `position` says what happened later. */
export function bodyOf({ id, type, position, at, data }: Posting): string {
  const write = (told: object) => JSON.stringify({ type, timestamp: iso(at), id, position, data: told });
  const whole = write(data);
  return Buffer.byteLength(whole) <= BODY_MAX_BYTES ? whole : write(shortened(data));
}

/** Ids, amounts and states are short; what is long, people wrote. */
const shortened = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([field, value]) => [
      field,
      typeof value === 'string' && value.length > TEXT_MAX_LENGTH
        ? `${[...value].slice(0, TEXT_MAX_LENGTH).join('')}…`
        : value,
    ]),
  );

export function followTheLog(
  { platform, models }: WebhookEndpointsContext,
  wake: Wake,
  switchOff: SwitchOff,
): void {
  const { clock, events } = platform;

  /** Whoever had the account may have named an address of their own: nothing that is told later reaches it. */
  async function endWithAccess(event: LoggedEvent): Promise<void> {
    const { userId, at } = userAccessVoided.read(JSON.stringify(event.payload));
    for (const endpoint of await lockRows(models.endpoints, { userId })) {
      if (endpoint.status !== 'OFF' && endpoint.statusAt <= at) await switchOff(endpoint, 'ACCESS_VOIDED');
    }
  }

  async function note(event: LoggedEvent): Promise<void> {
    if (event.name === userAccessVoided.name) await endWithAccess(event);
    const readers = readersOf(event);
    const told = ownEventOf(event);
    if (!told || readers.length === 0) return;
    // Locked, so that none is paused or switched off between the look and the note.
    const endpoints = await lockRows(models.endpoints, { userId: [...readers] });
    const concerned = endpoints.filter(
      ({ kinds }) => kinds.includes(EVERY_KIND) || kinds.includes(told.type),
    );
    if (concerned.length === 0) return;
    const now = clock.now();
    const body = bodyOf(told);
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
