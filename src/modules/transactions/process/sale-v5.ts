/**
 * The process of a sale in escrow, version 5. It differs from version 4 in that a buyer objects to the release of the
 * hold-back once: an administrator who lifts the hold has decided, and the same silence cannot be broken for ever.
 */
import type { Process, Transition } from './process';
import { saleV4 } from './sale-v4';

const inVersion5 = (row: Transition): Transition =>
  row.name === 'OBJECT_TO_RELEASE' ? { ...row, guards: [...row.guards, 'notObjectedBefore'] } : row;

export const saleV5: Process = {
  ...saleV4,
  version: 'sale-v5',
  transitions: saleV4.transitions.map(inVersion5),
  offers: {
    ...saleV4.offers,
    OBJECT_TO_RELEASE:
      'Objects to the release of the hold-back, once: it stays until an administrator has decided who gets it, or lifts the hold.',
  },
};
