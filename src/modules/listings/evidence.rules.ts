/** How well each field of a listing is supported. Decided here, never taken from the seller. */
import type { Content } from './content.rules';
import type { ListedCarrier } from './listed-carrier.rules';
import type { Evidence } from './listing.fields';

type Declared = Pick<Content, 'deal' | 'operation' | 'platformStanding' | 'finance'>;

/** By `group.field`. A field without a value is UNKNOWN, whatever its source. */
export function evidenceOf(carrier: ListedCarrier, declared: Declared): Record<string, Evidence> {
  return {
    ...grade('carrier', carrier, 'FEDERAL_RECORD'),
    ...grade('deal', declared.deal ?? {}, 'SELLER_DECLARED'),
    ...grade('operation', declared.operation, 'SELLER_DECLARED'),
    ...grade('platformStanding', declared.platformStanding, 'SELLER_DECLARED'),
    ...grade('finance', declared.finance, 'SELLER_DECLARED'),
  };
}

const grade = (group: string, fields: object, known: Evidence): Record<string, Evidence> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`${group}.${name}`, hasValue(value) ? known : 'UNKNOWN']),
  );

const hasValue = (value: unknown): boolean => value !== null && !(Array.isArray(value) && value.length === 0);
