/**
 * A whole number that is too large to be told from its neighbors: who reads it gets an error, lest an amount be rounded in
 * silence. Proofs take it rounded, as servers give it: they compare, and one such row must not hide the others.
 */
import { createAmbient } from '../kernel/ambient';

const rounding = createAmbient<true>();

export const withOddNumbers = <Result>(work: () => Result): Result => rounding.run(true, work);

export const takesOddNumbers = (): boolean => rounding.get() === true;
