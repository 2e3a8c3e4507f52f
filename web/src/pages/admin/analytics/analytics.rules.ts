/** Figures as people read them. */
import { money, roundMoney } from '../../../format/money';

const figure = new Intl.NumberFormat('en-US');

export const showFigure = (unit: 'count' | 'cents' | 'credits' | 'days', value: number): string =>
  unit === 'cents' ? money(value) : figure.format(value);

/** Beside an axis, where there is little room. */
export const showShort = (unit: 'count' | 'cents' | 'credits' | 'days', value: number): string =>
  unit === 'cents' ? roundMoney(value) : figure.format(value);

/** Of the step before, in percent; a dash where nothing came before, or fewer: then it is no part of them. */
export const shareOf = (times: number, before: number | undefined): string =>
  before && times <= before ? `${Math.round((times / before) * 100)}%` : '–';

/** A day on which nothing happened. */
export const isQuiet = (values: readonly number[]): boolean => values.every((value) => value === 0);
