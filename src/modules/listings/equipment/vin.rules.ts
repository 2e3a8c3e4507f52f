/** Vehicle identification numbers: seventeen characters, the ninth of which is computed from the others (49 CFR 565.15). */

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const CHECK_PLACE = 8;
/** Table III of 49 CFR 565.15(c); I, O and Q are not used. */
const VALUES: Readonly<Record<string, number>> = {
  ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8, J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
  ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
  ...{ 0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9 },
};

/** As it stands on the plate: people type blanks, hyphens and small letters. */
export const plainVin = (typed: string): string => typed.toUpperCase().replaceAll(/[\s-]/g, '');

/** Whether a plain number can be one: a slip of one character is found, and most changes of place. */
export function isVin(vin: string): boolean {
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) return false;
  const sum = [...vin].reduce((so, sign, place) => so + (VALUES[sign] ?? 0) * (WEIGHTS[place] ?? 0), 0);
  const check = sum % 11;
  return vin[CHECK_PLACE] === (check === 10 ? 'X' : String(check));
}
