/** Settings as people read them, and what of a form is a change. */
import { changesOf, groupsOf, labelOf, showValue } from './settings.rules';

test.each([
  ['cents', '2999', '$29.99'],
  ['basis_points', '250', '2.5%'],
  ['flag', 'true', 'On'],
  ['flag', 'false', 'Off'],
  ['number', '60', '60'],
  ['text', '', 'Nothing'],
] as const)('%s %s is %s', (kind, value, shown) => {
  expect(showValue({ kind, parts: [] }, value)).toBe(shown);
});

test('parts are named one by one', () => {
  const plan = { kind: 'parts' as const, title: 'Starter', parts: ['Credits', 'Cents'] };
  expect(showValue(plan, '4/9900')).toBe('Credits: 4, Cents: 9900');
  expect(labelOf(plan)).toBe('Starter (Credits/Cents)');
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
