/**
 * The process of a sale in escrow, version 6. It differs from version 5 in that an administrator, too, gives the seller
 * something on a fresh check of the carrier only, as a settlement does.
 */
import type { Process, Transition } from './process';
import { saleV5 } from './sale-v5';

const DIVIDES = ['divideMoney', 'divideRest'] as const;

const inVersion6 = (row: Transition): Transition =>
  row.by.includes('ADMIN') && DIVIDES.some((effect) => row.effects.includes(effect))
    ? { ...row, guards: [...row.guards, 'carrierCheckedForSeller'] }
    : row;

export const saleV6: Process = {
  ...saleV5,
  version: 'sale-v6',
  transitions: saleV5.transitions.map(inVersion6),
};
