/** Reads answers: their data or an `ExchangeProblem`, and lists to their end. */
import { ExchangeProblem } from './problem';

export interface Answered<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

export interface Paged<Item> {
  data: Item[];
  pagination: { by: 'cursor'; nextCursor: string | null } | { by: 'page' };
}

const bodyOf = <Body>({ data, error, response }: Answered<Body>): Body => {
  if (data === undefined) throw new ExchangeProblem(response, error);
  return data;
};

/** @throws ExchangeProblem where it was refused */
export async function dataOf<Data>(asked: Promise<Answered<{ data: Data }>>): Promise<Data> {
  return bodyOf(await asked).data;
}

/**
 * Every row of a list, page after page. `ask` is given the cursor of the next page; undefined for the first.
 * @throws ExchangeProblem where a page was refused
 */
export async function* each<Item>(
  ask: (cursor: string | undefined) => Promise<Answered<Paged<Item>>>,
): AsyncGenerator<Item, void, undefined> {
  let cursor: string | undefined;
  do {
    const { data, pagination } = bodyOf(await ask(cursor));
    yield* data;
    cursor = (pagination.by === 'cursor' && pagination.nextCursor) || undefined;
  } while (cursor !== undefined);
}
