/** What waits for an administrator: a queue for each kind of decision or act, the longest wait first. */

export interface WaitingItem {
  id: string;
  /** Who waits; null where nobody of ours does. */
  userId: string | null;
  /** Whose thing it is besides: none of them takes it on. */
  concerns?: readonly string[];
  /** What for, in words. */
  about: string;
  amountCents: number | null;
  since: number;
}

export interface WaitingQueue {
  /** In capitals, the same for ever: clients know it. */
  kind: string;
  /** What an administrator does for those who wait in it. */
  task: string;
  /** Where the whole of it is listed. */
  path: string;
  waiting: number;
  /** The longest waits, at most `QUEUE_READ`. */
  items: WaitingItem[];
}

export interface WaitingSource {
  listWaiting(): Promise<WaitingQueue[]>;
}

export const canListWaiting = (module: object): module is WaitingSource => 'listWaiting' in module;

export const QUEUE_READ = 1_000;
/** So many of them an administrator sees at once. */
export const QUEUE_SHOWN = 20;
