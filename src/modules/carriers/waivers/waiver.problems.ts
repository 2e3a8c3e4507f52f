/** What a waiver of an out-of-service order can be refused for. */
import { problemKind } from '../../../platform/http/problem';

export const noOrderInForce = problemKind(
  'no_order_in_force',
  409,
  'No out-of-service order is in force',
  'There is nothing to waive: the record stops the carrier for no order.',
);
export const orderDiffers = problemKind(
  'order_differs',
  409,
  'The record shows another order',
  'Look at the order that the record shows now, and name its day.',
);
export const waiverUntil = problemKind(
  'waiver_until_out_of_range',
  422,
  'A waiver ends within a year',
  'Choose a moment from now to a year from now; it can be given anew.',
  { field: 'until' },
);
export const waiverEnded = problemKind(
  'waiver_ended',
  409,
  'The waiver has ended',
  'Give another one if the order still does not stop the carrier.',
);
