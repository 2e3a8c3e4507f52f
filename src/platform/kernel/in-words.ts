/** How people read what a program writes in signs: names of states, counts of things, sums of money. */

/** The name of a state: `UNDER_REVIEW` → `under review`. */
export const inWords = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

/** `1 day`, `2 days`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const UNITS = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function below1000(number: number): string {
  const [hundreds, rest] = [Math.floor(number / 100), number % 100];
  const [tens, units] = [Math.floor(rest / 10), rest % 10];
  const last =
    rest < 20 ? UNITS[rest] : units === 0 ? TENS[tens] : `${String(TENS[tens])}-${String(UNITS[units])}`;
  if (hundreds === 0) return String(last);
  return `${String(UNITS[hundreds])} hundred${rest === 0 ? '' : ` ${String(last)}`}`;
}

/** A sum as contracts write it beside its figures: `two hundred thousand dollars and 5 cents`. */
export function dollarsInWords(amountCents: number): string {
  const [whole, cents] = [Math.floor(amountCents / 100), amountCents % 100];
  const scales = [
    [Math.floor(whole / 1_000_000), ' million'],
    [Math.floor(whole / 1_000) % 1_000, ' thousand'],
    [whole % 1_000, ''],
  ] as const;
  const said = scales.filter(([part]) => part > 0).map(([part, scale]) => below1000(part) + scale);
  return (
    `${said.join(' ') || 'zero'} dollar${whole === 1 ? '' : 's'}` +
    (cents === 0 ? '' : ` and ${counted(cents, 'cent')}`)
  );
}
