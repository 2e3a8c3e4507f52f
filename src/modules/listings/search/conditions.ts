/** What holds of the cards that a search finds: for the search itself, and for whoever looks through some of them. */
import type { Values } from '../../../platform/db/database';
import type { ListingStore } from '../listing.store';
import type { LookedFor } from '../listings.schema';
import { FACETS, marksOf, wantedOf } from './facets.rules';
import type { TextConditions } from './word-index';

export function createConditions({ words }: Pick<ListingStore, 'words'>) {
  const textOf = async ({ search }: LookedFor): Promise<TextConditions> =>
    search === undefined ? { parts: [], values: {} } : words.conditionsOf(search);

  async function conditionsOf(query: LookedFor): Promise<{ where: string; values: Values }> {
    const text = await textOf(query);
    const parts = ["status = 'ACTIVE'", ...(text?.parts ?? ['1 = 0'])];
    const values: Values = { ...text?.values };
    for (const [place, wanted] of wantedOf(query).entries()) {
      const { column } = FACETS[wanted.facet];
      if ('anyOf' in wanted) parts.push(`(${column} & :wanted${place}) <> 0`);
      else parts.push(wanted.among.length > 0 ? `${column} IN (:wanted${place})` : '1 = 0');
      values[`wanted${place}`] = 'anyOf' in wanted ? wanted.anyOf : [...wanted.among];
    }
    const { having, lacking } = marksOf(query);
    if (having > 0) parts.push('(traits & :having) = :having');
    if (lacking > 0) parts.push('(traits & :lacking) = 0');
    return { where: parts.join(' AND '), values: { ...values, having, lacking } };
  }

  return { textOf, conditionsOf };
}
