/** What limits say of a request: in the headers of its answer, and as the problem that refuses it. */
import type { ServerResponse } from 'node:http';
import { setAll } from './fixed-headers';
import type { Problem } from './problem';

/** What a limit says of a request, in the words of draft-ietf-httpapi-ratelimit-headers-08. */
export interface Counted {
  /** `RateLimit-Policy` */
  policy: string;
  /** `RateLimit` */
  state: string;
  refusal: Problem | null;
}

type LimitHeader = readonly [name: string, value: string | string[]];

/** What the answer says of what was counted. */
export const headersOf = (counted: readonly Counted[]): LimitHeader[] =>
  counted.length === 0
    ? []
    : [
        ['RateLimit', oneOrMore(counted.map(({ state }) => state))],
        ['RateLimit-Policy', oneOrMore(counted.map(({ policy }) => policy))],
      ];

/** What refuses the request, where it is too much. */
export const refusalIn = (counted: readonly Counted[]): Problem | null =>
  counted.find(({ refusal }) => refusal)?.refusal ?? null;

/** Says in the headers what was counted. Answers what refuses the request. */
export function sayCounted(res: ServerResponse, counted: readonly Counted[]): Problem | null {
  setAll(res, headersOf(counted));
  return refusalIn(counted);
}

const oneOrMore = (values: string[]): string | string[] => (values.length === 1 ? (values[0] ?? '') : values);
