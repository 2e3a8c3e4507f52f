/** Figures as people read them. */
import { isQuiet, shareOf, showFigure } from './analytics.rules';

test('money is money, and other figures have their thousands apart', () => {
  expect([showFigure('cents', 990_000), showFigure('count', 1_234), showFigure('days', 4.5)]).toEqual([
    '$9,900.00',
    '1,234',
    '4.5',
  ]);
});

test('a share is of the step before', () => {
  expect([shareOf(1, 4), shareOf(3, undefined), shareOf(0, 0), shareOf(98, 6)]).toEqual([
    '25%',
    '–',
    '–',
    '–',
  ]);
  expect([isQuiet([0, 0]), isQuiet([0, 1])]).toEqual([true, false]);
});
