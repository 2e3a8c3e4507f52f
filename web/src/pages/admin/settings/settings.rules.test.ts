/** Settings as people read them, and what of a form is a change. */
import { changesOf, groupsOf, labelOf, showValue } from './settings.rules';

test.each([
  ['cents', '2999', '$29.99'],
  ['basis_points', '250', '2.5%'],
  ['flag', 'true', 'On'],
  ['flag', 'false', 'Off'],
  ['number', '60', '60'],
  ['text', '', 'Nothing'],
  ['list', 'none', 'Nothing'],
  ['list', 'IDENTITY,FUNDS', 'Identity, Funds'],
  ['list', 'ENTERPRISE', 'Enterprise'],
  ['list', '5=13999,10=24999', '5 credits for $139.99, 10 credits for $249.99'],
] as const)('%s %s is %s', (kind, value, shown) => {
  expect(showValue({ kind, parts: [] }, value)).toBe(shown);
});

test('parts are named one by one', () => {
  const plan = { kind: 'parts' as const, title: 'Starter', parts: ['Credits a month', 'Cents a month'] };
  expect(showValue(plan, '4/9900')).toBe('Credits a month: 4, $99.00 a month');
  expect(labelOf(plan)).toBe('Starter (Credits a month/Cents a month)');
});

test('only what was typed otherwise is a change', () => {
  const settings = [
    { name: 'A', value: '1' },
    { name: 'B', value: '' },
  ];
  expect(changesOf(settings, (name) => (name === 'A' ? '2' : ''))).toEqual([{ name: 'A', value: '2' }]);
  expect(groupsOf([{ group: 'X' }, { group: 'Y' }, { group: 'X' }] as never).map(([group]) => group)).toEqual(
    ['X', 'Y'],
  );
});
