/**
 * The process of a sale in escrow, version 2. It differs from version 1 in what disputes and administrators do: before
 * money there is nothing to dispute, so nobody blocks a listing for free; an administrator acts in every open state.
 */
import type { Process, State, Transition } from './process';
import { saleV1 } from './sale-v1';

/** Money has come in, and nobody quarrels about it. */
const FUNDED = [
  'IN_REVIEW',
  'BUYER_APPROVED',
  'SELLER_APPROVED',
  'ADMIN_FINAL_REVIEW',
  'PAYMENT_PENDING',
  'TRANSFER_IN_PROGRESS',
  'INSPECTION',
] satisfies State[];

function inVersion2(row: Transition): Transition {
  if (row.name === 'DISPUTE') return { ...row, from: FUNDED };
  // A deal in dispute is canceled by the decision of the dispute.
  return row.name === 'ADMIN_CANCEL' ? { ...row, from: ['AWAITING_DEPOSIT', ...FUNDED] } : row;
}

export const saleV2: Process = {
  ...saleV1,
  version: 'sale-v2',
  transitions: [
    ...saleV1.transitions.map(inVersion2),
    {
      name: 'DISPUTE',
      by: ['ADMIN'],
      from: FUNDED,
      to: 'DISPUTED',
      guards: [],
      effects: ['stopPayments'],
      says: 'The platform opened a dispute; the money is frozen.',
      tells: ['BUYER', 'SELLER', 'ADMIN'],
    },
    {
      name: 'ADMIN_EXTEND',
      by: ['ADMIN'],
      from: ['AWAITING_DEPOSIT', ...FUNDED, 'DISPUTED'],
      to: 'SAME',
      guards: [],
      effects: ['extendDeadline'],
      says: 'The platform gave more time.',
      tells: ['BUYER', 'SELLER'],
    },
  ],
  offers: {
    ...saleV1.offers,
    ADMIN_EXTEND: 'Adds days to the deadline that is running; both sides are told the reason.',
  },
};
