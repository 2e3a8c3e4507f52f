/** How far a price lies from the asking price: `−5%`, `+2%`, `0%`. */
import { language } from '../../../words/language';

const percent = new Intl.NumberFormat(language.locale, {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

export const differenceText = (cents: number, askingCents: number): string =>
  percent.format((cents - askingCents) / askingCents).replace('-', '−');
