/** Guards over the carrier, before money is released for it: its federal record, and who controls it. */
import { DAY_MS } from '../../../../platform/kernel/clock';
import type { State } from '../process';
import { defineGuards } from './guard';

/** An older answer of FMCSA says too little about today. */
export const CARRIER_CHECK_LIFE_MS = DAY_MS;
/** The states whose moves clear a deal or pay its price out. */
export const CARRIER_STATES: readonly State[] = ['ADMIN_FINAL_REVIEW', 'INSPECTION'];
/** Live session or filing challenge, recorded by an admin. */
const CONTROL_LEVEL_TO_CLOSE = 3;

export const carrierGuards = defineGuards({
  carrierChecked: {
    code: 'carrier_check_stale',
    // The move itself has the carrier checked when the last answer is too old.
    asksForInput: true,
    holds: ({ carrier, now }) =>
      carrier !== null && carrier.checkedAt !== null && now - carrier.checkedAt <= CARRIER_CHECK_LIFE_MS,
    because: () => 'FMCSA has not answered within the last 24 hours.',
    liftedBy: () => ['ADMIN'],
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
