/** Guards over who can act at all: nobody loses by silence while they are kept out, and nobody pays somebody who is. */
import { inWords } from '../../../../platform/kernel/in-words';
import type { SaleFacts } from '../facts';
import { PARTIES, type MoveName, type Party, type Process } from '../process';
import { defineGuards } from './guard';

const named = ({ lockedOut }: SaleFacts): string => lockedOut.map((side) => inWords(side)).join(' and the ');

export const sidesGuards = defineGuards({
  bothSidesIn: {
    code: 'side_locked_out',
    holds: ({ lockedOut }) => lockedOut.length === 0,
    because: (facts) =>
      `The ${named(facts)} cannot sign in at present. Nothing is paid in, and silence decides nothing, until an administrator has looked.`,
    liftedBy: () => ['ADMIN'],
  },
});

/** Only what silence decides and what pays in asks for the accounts of the sides. */
export const asksForSides = ({ transitions }: Process, move: MoveName): boolean =>
  transitions.some(({ name, guards }) => name === move && guards.includes('bothSidesIn'));

const OUT = (side: Party): string => `The ${inWords(side)} cannot sign in at present.`;
const BACK = (side: Party): string => `The ${inWords(side)} can sign in again.`;

/** As long as the column is, and as what an administrator may write. */
const REASON_LENGTH = 2_000;

/** The reason of a hold that stands for another one as well; of too much the earlier is cut. */
export function sayAsWell(before: string | null, reason: string): string {
  if (!before) return reason;
  const room = REASON_LENGTH - reason.length - 2;
  if (before.length < REASON_LENGTH - reason.length) return `${before} ${reason}`;
  return room > 0 ? `${before.slice(0, room)}… ${reason}` : reason;
}

/** The reason of a hold that says so of this side; another reason that stood before it stays. */
export const sayLockedOut = (reason: string | null, side: Party): string =>
  sayAsWell(reason?.replace(BACK(side), '').trim() ?? null, OUT(side));

export const saysLockedOut = (reason: string | null, side: Party): boolean =>
  reason?.includes(OUT(side)) ?? false;

export const sayBackIn = (reason: string): string =>
  PARTIES.reduce((words, side) => words.replace(OUT(side), BACK(side)), reason);
