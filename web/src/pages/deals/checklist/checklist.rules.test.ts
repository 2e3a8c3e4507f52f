/** What an item of the checklist is shown by. */
import { typeOfItem } from './checklist.rules';

it('proposes the kind of paper that an item is usually shown by', () => {
  expect(['LIEN_SEARCH', 'BMC_91X', 'TITLES_AND_PLATES'].map(typeOfItem)).toEqual([
    'UCC_SEARCH',
    'INSURANCE',
    'OTHER',
  ]);
});
