/** Guards over the carrier, before money is released for it: its federal record, and who controls it. */
import { DAY_MS } from '../../../../platform/kernel/clock';
import type { SaleFacts } from '../facts';
import type { MoveName, State } from '../process';
import { defineGuards, type Guard } from './guard';

/** An older answer of FMCSA says too little about today. */
export const CARRIER_CHECK_LIFE_MS = DAY_MS;
/** The states whose moves clear a deal or pay its price out. */
const CARRIER_STATES: readonly State[] = ['ADMIN_FINAL_REVIEW', 'INSPECTION'];
/** The moves that release money in other states. */
const RELEASING: readonly MoveName[] = ['SETTLE', 'RESOLVE', 'ADMIN_CANCEL', 'RELEASE_HOLDBACK'];

/** Only what clears a deal or releases its money asks for the carrier. */
export const asksForCarrier = (state: State, move?: MoveName): boolean =>
  CARRIER_STATES.includes(state) || (move !== undefined && RELEASING.includes(move));

/** A live session, recorded by an admin. */
const CONTROL_LEVEL_TO_CLOSE = 3;

const isChecked = ({ carrier, now }: SaleFacts): boolean =>
  carrier !== null && carrier.checkedAt !== null && now - carrier.checkedAt <= CARRIER_CHECK_LIFE_MS;

const carrierChecked: Guard = {
  code: 'carrier_check_stale',
  // The move itself has the carrier checked when the last answer is too old.
  asksForInput: true,
  holds: isChecked,
  because: () => 'FMCSA has not answered within the last 24 hours.',
  liftedBy: () => ['ADMIN'],
};

export const carrierGuards = defineGuards({
  carrierChecked,
  carrierCheckedForSeller: {
    ...carrierChecked,
    // What goes back to the buyer alone releases nothing.
    holds: (facts, { input }) => input?.split?.sellerCents === 0 || isChecked(facts),
    because: () =>
      'FMCSA has not answered within the last 24 hours, so nothing goes to the seller. Try again later, or give everything to the buyer.',
  },
  carrierClear: {
    code: 'carrier_hard_stop',
    holds: ({ carrier }) => carrier === null || carrier.hardStops.length === 0,
    because: ({ carrier }) => `The carrier fails what a sale needs. ${carrier?.hardStops.join('; ')}.`,
    liftedBy: () => ['SELLER'],
  },
  controlProven: {
    code: 'control_not_proven',
    holds: ({ carrier }) => carrier !== null && carrier.controlLevel >= CONTROL_LEVEL_TO_CLOSE,
    because: ({ carrier }) =>
      `Closing takes proof of control of level ${CONTROL_LEVEL_TO_CLOSE}; the seller has level ${carrier?.controlLevel ?? 0}.`,
    liftedBy: () => ['SELLER', 'ADMIN'],
  },
});
