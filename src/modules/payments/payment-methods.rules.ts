/** What can be paid how: by which method, between which amounts, for what, and how long the money takes. */
import { dollars } from '../../platform/kernel/money';
import { refusal, type Refusal } from '../../platform/kernel/refusal';
import type { AmountLimits } from '../gateway';
import { PAYMENT_METHODS, type PaymentMethod } from './payment.rules';

export interface MethodLimits {
  method: PaymentMethod;
  leastCents: number;
  /** Null: whatever the banks take. */
  mostCents: number | null;
  /** What it pays for; null: for everything. */
  purposes: readonly string[] | null;
  /** Until the money counts. */
  businessDays: { least: number; most: number };
}

/** What the operator lets cards pay: the payer's bank may take a card payment back for months. */
export interface CardLimits {
  CARD_MOST_CENTS: number;
  CARD_PURPOSES: readonly string[];
}

/** A bank debit settles in four business days and may take some more (Stripe, "ACH Direct Debit"); a wire is booked by hand. */
export const limitsOfMethods = (card: CardLimits, gateway: AmountLimits): MethodLimits[] => [
  {
    method: 'CARD',
    leastCents: gateway.CARD.leastCents,
    mostCents: Math.min(card.CARD_MOST_CENTS, gateway.CARD.mostCents),
    purposes: card.CARD_PURPOSES,
    businessDays: { least: 0, most: 0 },
  },
  { method: 'BANK_DEBIT', ...gateway.BANK_DEBIT, purposes: null, businessDays: { least: 4, most: 6 } },
  { method: 'WIRE', leastCents: 1, mostCents: null, purposes: null, businessDays: { least: 1, most: 5 } },
];

export interface Payable {
  purpose: string;
  amountCents: number;
}

/** One way to pay an amount; closed with the reason. */
export interface PaymentOption extends MethodLimits {
  open: boolean;
  because: string | null;
}

const NAMES: Record<PaymentMethod, string> = { CARD: 'card', BANK_DEBIT: 'bank debit', WIRE: 'wire' };

function whyNot(
  { method, leastCents, mostCents, purposes }: MethodLimits,
  { purpose, amountCents }: Payable,
): string | null {
  const due = `${dollars(amountCents)} is due`;
  if (purposes && !purposes.includes(purpose)) return `This is not paid by ${NAMES[method]}.`;
  if (mostCents !== null && amountCents > mostCents)
    return `A ${NAMES[method]} pays ${dollars(mostCents)} at most, and ${due}.`;
  if (amountCents < leastCents) return `A ${NAMES[method]} pays ${dollars(leastCents)} at least, and ${due}.`;
  return null;
}

/** `unavailable`: why a method is not to be had here at all. */
export const optionsFor = (
  payable: Payable,
  limits: readonly MethodLimits[],
  unavailable: (method: PaymentMethod) => string | null,
): PaymentOption[] =>
  limits.map((each) => {
    const because = unavailable(each.method) ?? whyNot(each, payable);
    return { ...each, open: because === null, because };
  });

/** Said before anything is tried; names what can be used instead. */
export function refuseMethod(
  method: PaymentMethod,
  options: readonly PaymentOption[],
): Refusal<'payment_method_not_taken'> | null {
  const because = options.find((option) => option.method === method)?.because;
  if (!because) return null;
  const instead = PAYMENT_METHODS.filter((each) =>
    options.some((option) => option.open && option.method === each),
  );
  const advice =
    instead.length === 0 ? '' : ` Use a ${instead.map((each) => NAMES[each]).join(' or a ')} instead.`;
  const message = `${because}${advice}`;
  return { ...refusal('payment_method_not_taken', message), fields: [{ field: 'method', message }] };
}
