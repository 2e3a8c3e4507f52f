/** The filters that every list of records has: text, dates, order. */
import { adminWords } from '../../words/admin';
import type { Filter, FilterValues } from './filters';

const { filters: says } = adminWords;

export const RECORD_FILTERS: readonly Filter[] = [
  { kind: 'text', key: 'search', label: says.search },
  { kind: 'from', key: 'from', label: says.from },
  { kind: 'before', key: 'to', label: says.to },
  { kind: 'choice', key: 'order', label: says.order, names: says.orders, any: says.usualOrder },
];

/** As a list is asked for them. */
export const recordAsked = ({ search, from, to, order }: FilterValues) => ({
  ...{ search, from, to },
  order: order as 'newest' | 'oldest' | undefined,
});
