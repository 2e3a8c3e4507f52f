/** All rows of a keyset, batch after batch: to read them once, or to work on each of those that are due. */
import { describeError, type Logger } from '../kernel/logger';
import { nextCursorOf, type Page, PAGE_LIMIT_MAX } from '../kernel/page';
import { type Key, type Keyset, keyOf } from './keyset';

const BATCH = 500;

/** In the order of the keys. A row that gets a key behind the walker is met, one that gets a key before it is not. */
export async function* walk<Row extends object>(rows: Keyset<Row>): AsyncGenerator<Row[]> {
  for (let after: Key | null = null; ;) {
    const batch: Row[] = await rows.read({ after, offset: 0, limit: BATCH });
    if (batch.length > 0) yield batch;
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return;
    after = keyOf(rows.order, last);
  }
}

/** All rows of a walk at once: where they are known to be few. */
export async function collect<Row>(batches: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}

/**
 * Works on everything that is due, however much it is. `work` opens a unit of its own; where it fails, that is logged,
 * no other row waits for it, and the next sweep tries it again, as it does the rest where `signal` is raised.
 */
export async function sweep<Row extends object>(
  log: Logger,
  due: Keyset<Row>,
  work: (row: Row) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  for await (const rows of walk(due)) {
    for (const row of rows) {
      signal.throwIfAborted();
      await tryOne(log, due.name, keyOf(due.order, row), () => work(row));
    }
  }
}

/** One piece of a sweep over what no keyset holds, as what another server lists. */
export async function tryOne(
  log: Logger,
  sweepName: string,
  about: unknown,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error('a sweep passed over what failed', { sweep: sweepName, about, error: describeError(error) });
  }
}

/** Every item of a list that is otherwise read page by page: for an export, which leaves nothing out. */
export async function collectPages<Item>(
  list: (query: { limit: number; cursor?: string | undefined }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | undefined, more = true; more;) {
    const page = await list({ limit: PAGE_LIMIT_MAX, cursor });
    items.push(...page.items);
    cursor = nextCursorOf(page) ?? undefined;
    more = cursor !== undefined;
  }
  return items;
}
