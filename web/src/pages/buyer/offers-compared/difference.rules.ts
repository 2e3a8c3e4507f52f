/** How far a price lies from the asking price: `−5%`, `+2%`, `0%`. */
const percent = new Intl.NumberFormat('en-US', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

export const differenceText = (cents: number, askingCents: number): string =>
  percent.format((cents - askingCents) / askingCents).replace('-', '−');
