/**
 * The process of a sale in escrow, version 4. It differs from version 3 in what else is released on a fresh check of the
 * carrier only: the hold-back, and what a settlement gives the seller.
 */
import type { Process, Transition } from './process';
import { saleV3 } from './sale-v3';

function inVersion4(row: Transition): Transition {
  if (row.name === 'RELEASE_HOLDBACK') return { ...row, guards: [...row.guards, 'carrierChecked'] };
  return row.name === 'SETTLE' ? { ...row, guards: [...row.guards, 'carrierCheckedForSeller'] } : row;
}

export const saleV4: Process = {
  ...saleV3,
  version: 'sale-v4',
  transitions: saleV3.transitions.map(inVersion4),
};
