/** A change of the record in words: what changed, from what, to what. */
import { price } from '../../format/money';
import { plainDay } from '../../format/time';
import { words } from '../../words';
import { carrierWords } from '../../words/carrier';
import { count } from '../../words/language';

const { changes: says } = carrierWords;
const { codes, common } = words;

type Fact = string | number | boolean | null | undefined;

const spaced = (text: string): string => text.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
const started = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A field that has no name here is called by its own words. */
export function fieldName(field: string): string {
  const named = says.fields[field];
  if (named) return named;
  const [group, docket = '', kind = ''] = field.split('.');
  if (group === 'authorities' && kind in codes.authorityKind)
    return says.authority(codes.authorityKind[kind as keyof typeof codes.authorityKind], docket);
  return started(spaced(field.split('.').join(', ').replaceAll('_', ' ')));
}

export function factText(field: string, fact: Fact): string {
  if (fact === null || fact === undefined || fact === '') return common.notKnown;
  if (typeof fact === 'boolean') return fact ? common.yes : common.no;
  if (typeof fact === 'number') return field.endsWith('Dollars') ? price(fact * 100) : count(fact);
  if (/^\d{4}-\d{2}-\d{2}$/.test(fact)) return plainDay(fact);
  // Codes of the record are in capitals with underscores; its own texts have blanks.
  return /^[A-Z]+(_[A-Z]+)*$/.test(fact) ? started(fact.replaceAll('_', ' ').toLowerCase()) : fact;
}
