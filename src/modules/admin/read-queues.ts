/** The queues of all modules, with the names of those who wait in them. */
import type { WaitingQueue, WaitingSource } from '../../platform/kernel/waiting';
import type { Identity, User } from '../identity';

export interface Queues {
  /** Those with the longest wait first; empty ones last. */
  queues: WaitingQueue[];
  /** Of everybody who waits; one who has left is missing. */
  people: Map<string, User>;
}

const oldest = ({ items }: WaitingQueue): number => items[0]?.since ?? Number.POSITIVE_INFINITY;

export const createReadQueues =
  (identity: Identity, sources: WaitingSource[]) => async (): Promise<Queues> => {
    const queues = (await Promise.all(sources.map((source) => source.listWaiting()))).flat();
    const ids = queues.flatMap(({ items }) => items.flatMap(({ userId }) => userId ?? []));
    return {
      queues: queues.toSorted((one, other) => {
        const [left, right] = [oldest(one), oldest(other)];
        return left === right ? one.kind.localeCompare(other.kind) : left - right;
      }),
      people: await identity.findUsers([...new Set(ids)]),
    };
  };
