/** What was made of one row, by what makes something of each of many. */
export function oneOf<Made>([made]: readonly Made[]): Made {
  if (made === undefined) throw new Error('One row makes one.');
  return made;
}
