/** Why a search is not saved. */
import { problemKind } from '../../../platform/http/problem';

export const tooManySavedSearches = problemKind(
  'too_many_saved_searches',
  409,
  'You have reached the limit of saved searches',
  'Delete a saved search that you no longer need.',
);
export const searchSavedAlready = problemKind(
  'search_saved_already',
  409,
  'You have saved this search already',
  'Change the one that you have, or look for something else.',
);
