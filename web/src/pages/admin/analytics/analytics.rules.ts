/** Figures as people read them. */
import type { components } from '../../../api/schema';
import { money, percent, roundMoney } from '../../../format/money';
import { count } from '../../../words/language';

type Unit = components['schemas']['ReportUnit'];

/** All but sums of money, which are shown by whole dollars where there is little room. */
const showNumber = (unit: Unit, value: number): string =>
  unit === 'percent' ? percent(value * 100) : count(value);

export const showFigure = (unit: Unit, value: number): string =>
  unit === 'cents' ? money(value) : showNumber(unit, value);

/** Beside an axis, where there is little room. */
export const showShort = (unit: Unit, value: number): string =>
  unit === 'cents' ? roundMoney(value) : showNumber(unit, value);

/** Of the step before, in percent; a dash where nothing came before, or fewer: then it is no part of them. */
export const shareOf = (times: number, before: number | undefined): string =>
  before && times <= before ? `${Math.round((times / before) * 100)}%` : '–';

/** A day on which nothing happened. */
export const isQuiet = (values: readonly number[]): boolean => values.every((value) => value === 0);
