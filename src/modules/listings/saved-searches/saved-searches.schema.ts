/** What saved searches look like on the wire. */
import { z } from 'zod';
import { fieldErrorsOf } from '../../../platform/http/field-errors';
import { Id, Instant, line } from '../../../platform/http/wire';
import { NAME_LENGTH_MAX } from './saved-search.model';
import { ALERTS, inOneOrder, QUERY_LENGTH_MAX, readQuery } from './saved-search.rules';

const Name = line(NAME_LENGTH_MAX).describe('What you call it, such as `Texas, up to $500,000`.');
const QUERY =
  'The query string of `GET /listings`, such as `state=TX&maxPriceCents=50000000`, without `cursor`, `page`, `limit` and `facets`. Empty: every listing.';
const NO_SUCH_FILTER = 'There is a filter in it that the search does not have.';
const Query = z
  .string()
  .max(QUERY_LENGTH_MAX)
  .transform((query, context) => {
    const { error } = readQuery(query);
    if (!error) return inOneOrder(query);
    for (const { field, code, message } of fieldErrorsOf('query', error)) {
      // What stands where a filter's name should is shown to nobody: it may be a key or a token.
      const said = code === 'unknown_field' ? NO_SUCH_FILTER : `${field}: ${message}`;
      context.addIssue({ code: 'custom', message: said });
    }
    return z.NEVER;
  })
  .describe(QUERY);
const WHEN =
  'When you are told of new matches: `AT_ONCE`, or at seven in the morning on the east coast, each day (`DAILY`) or on Mondays (`WEEKLY`).';
const AlertsName = z.enum(ALERTS).describe(WHEN);
const Paused = z.boolean().describe('While it is paused you are told of nothing.');

export const NewSavedSearch = z
  .strictObject({ name: Name, query: Query, alerts: AlertsName.default('DAILY') })
  .meta({ id: 'NewSavedSearch' });
export type NewSavedSearch = z.output<typeof NewSavedSearch>;

export const SavedSearchChange = z
  .strictObject({
    name: Name.optional(),
    query: Query.optional(),
    alerts: AlertsName.optional(),
    paused: Paused.optional(),
  })
  .meta({ id: 'SavedSearchChange', description: 'What you leave out stays.' });
export type SavedSearchChange = z.output<typeof SavedSearchChange>;

export const SavedSearchView = z
  .strictObject({
    id: Id,
    name: Name,
    query: z.string().describe(QUERY),
    alerts: AlertsName,
    paused: Paused,
    lastToldAt: Instant.nullable().describe('When you were last told of a match.'),
    createdAt: Instant.describe('When you saved it.'),
  })
  .meta({ id: 'SavedSearch', description: 'A search that is kept, and tells of what comes to match it.' });
