/** The queues of all modules, with the names of those who wait in them and of those who look after them. */
import { QUEUE_SHOWN, type WaitingQueue } from '../../platform/kernel/waiting';
import type { User } from '../identity';
import type { AdminContext } from './admin.context';
import type { QueueClaims } from './claim-queue-items';
import type { QueueClaim } from './queue-claim.model';

export interface Queues {
  /** Those with the longest wait first; empty ones last. */
  queues: WaitingQueue[];
  /** Of everybody who waits; one who has left is missing. */
  people: Map<string, User>;
  /** By kind and id of what is claimed. */
  claims: Map<string, QueueClaim>;
}

const oldest = ({ items }: WaitingQueue): number => items[0]?.since ?? Number.POSITIVE_INFINITY;

export const createReadQueues =
  ({ identity, sources }: AdminContext, queueClaims: QueueClaims) =>
  async (): Promise<Queues> => {
    const whole = (await Promise.all(sources.map((source) => source.listWaiting()))).flat();
    const queues = whole.map((queue) => ({ ...queue, items: queue.items.slice(0, QUEUE_SHOWN) }));
    const claims = await queueClaims.listOf(
      queues.flatMap(({ kind, items }) => items.map(({ id }) => ({ kind, id }))),
    );
    const ids = [
      ...queues.flatMap(({ items }) => items.flatMap(({ userId }) => userId ?? [])),
      ...[...claims.values()].map(({ claimedBy }) => claimedBy),
    ];
    return {
      queues: queues.toSorted((one, other) => {
        const [left, right] = [oldest(one), oldest(other)];
        return left === right ? one.kind.localeCompare(other.kind) : left - right;
      }),
      people: await identity.findUsers([...new Set(ids)]),
      claims,
    };
  };
