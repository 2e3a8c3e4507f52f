import { factText, fieldName } from './carrier-changes.rules';

it('names fields in the trade’s words, and those without a name by their own', () => {
  expect(fieldName('safety.rating')).toBe('Safety rating');
  expect(fieldName('authorities.MC123456.COMMON')).toBe('Common authority, MC123456');
  expect(fieldName('basics.unsafeDriving')).toBe('Basics, unsafe driving');
});

it('writes facts with their units, and never a code', () => {
  expect(factText('insurance.liability.onFileDollars', 750_000)).toBe('$750,000');
  expect(factText('fleet.powerUnits', 1200)).toBe('1,200');
  expect(factText('safety.rating', 'NOT_RATED')).toBe('Not rated');
  expect(factText('registration.addedOn', '2016-04-11')).toBe('Apr 11, 2016');
  expect(factText('identity.allowedToOperate', false)).toBe('No');
  expect(factText('identity.dbaName', null)).toBe('not known');
});
