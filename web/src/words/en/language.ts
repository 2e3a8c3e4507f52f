/** How this language writes numbers, days and sums of money: `Intl` knows, but for what browsers differ about. */
const locale = 'en-US';

const whole = new Intl.NumberFormat(locale);

export const language = {
  locale,
  /** The edge of a range of money, in thousands or millions of dollars. */
  thousands: (dollars: string) => `$${dollars}K`,
  millions: (dollars: string) => `$${dollars}M`,
} as const;

/** `12,500`, within a sentence. */
export const count = (figure: number): string => whole.format(figure);
