/**
 * Values that everything within a piece of work finds around it: the log's fields, the unit, how long is waited. They share
 * one AsyncLocalStorage: Node carries each of them on to every promise that is made.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const surroundings = new AsyncLocalStorage<readonly unknown[]>();
let values = 0;

export interface Ambient<Value> {
  get(): Value | undefined;
  /** Within `work`, and whatever it sets off, `get` answers `value`. */
  run<Result>(value: Value, work: () => Result): Result;
}

export function createAmbient<Value>(): Ambient<Value> {
  const place = values++;
  return {
    get: () => surroundings.getStore()?.[place] as Value | undefined,
    run(value, work) {
      const inside = [...(surroundings.getStore() ?? [])];
      inside[place] = value;
      return surroundings.run(inside, work);
    },
  };
}
