/** What an act of an operator on a queue can be refused for. */
import { problemKind } from '../../platform/http/problem';

export const claimedByAnother = problemKind(
  'claimed_by_another',
  409,
  'Another administrator looks after it',
  'Ask them, wait until they release it or their claim ends, or take something else.',
);
export const notClaimed = problemKind(
  'not_claimed',
  409,
  'You have not claimed it',
  'There is nothing to release.',
);

export const filterExists = problemKind(
  'filter_exists',
  409,
  'You have a filter of this name',
  'Choose another name, or change that one.',
  { field: 'name' },
);
export const tooManyFilters = problemKind(
  'too_many_filters',
  409,
  'You have as many filters as one can keep',
  'Remove one that you need no more.',
);
