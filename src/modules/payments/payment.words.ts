/** How a payment stands and what its payer does next, in words. */
import { dollars } from '../../platform/kernel/money';
import type { Payment } from './payment';

type Standing = Pick<
  Payment,
  | 'amountCents'
  | 'method'
  | 'status'
  | 'failure'
  | 'wireInstructions'
  | 'authenticationUrl'
  | 'nextStep'
  | 'refundedCents'
  | 'wiredCents'
  | 'late'
  | 'mayStillCome'
>;

const NAMES = { CARD: 'card payment', BANK_DEBIT: 'bank debit', WIRE: 'wire' } as const;

/** Refusals that end on advice of their own. */
const ADVISED = ['gateway_trouble'];

export function sayPayment(payment: Standing): string {
  const { amountCents, method, status } = payment;
  const what = `${NAMES[method]} of ${dollars(amountCents)}`;
  switch (status) {
    case 'FAILED':
      return sayFailed(payment);
    case 'SUCCEEDED':
      return saySucceeded(payment, what);
    case 'CANCELLED':
      return sayCancelled(payment, what);
    case 'STARTED':
    case 'PROCESSING':
      return method === 'WIRE' ? sayAwaitedWire(payment) : sayOpen(payment, what);
  }
}

function sayFailed({ failure, method }: Standing): string {
  const reason = sentence(failure?.message ?? 'The payment failed.');
  if (failure && ADVISED.includes(failure.code)) return reason;
  const instead = method === 'CARD' ? 'another card' : 'another bank account';
  return `${reason} Nothing was taken. Pay again with ${instead} or in another way.`;
}

function saySucceeded({ late, amountCents, refundedCents }: Standing, what: string): string {
  if (refundedCents === 0) return `The ${what} was received.`;
  const back =
    refundedCents >= amountCents
      ? 'All of it goes back to the payer.'
      : `${dollars(refundedCents)} of it goes back to the payer.`;
  return `The ${what} ${late ? 'came after it had been given up' : 'was received'}. ${back}`;
}

function sayCancelled({ mayStillCome, method, wiredCents }: Standing, what: string): string {
  if (mayStillCome) {
    return `The ${what} was given up while it was under way, and cannot be called back. If its money still arrives and is not due any more, all of it goes back to the payer.`;
  }
  if (method === 'WIRE' && wiredCents > 0) {
    return `The ${what} was given up. ${dollars(wiredCents)} that had arrived goes back to the payer.`;
  }
  return `The ${what} was given up; nothing was taken.`;
}

function sayAwaitedWire({ amountCents, wiredCents, wireInstructions }: Standing): string {
  const arrived = wiredCents > 0 ? `${dollars(wiredCents)} of ${dollars(amountCents)} has arrived. ` : '';
  const missing = dollars(amountCents - wiredCents);
  const how = wireInstructions
    ? `as \`wireInstructions\` says, with the reference ${wireInstructions.reference}`
    : 'as you were told';
  return `${arrived}Wire ${missing} ${how}. It counts once an administrator has seen it at our bank.`;
}

function sayOpen({ authenticationUrl, nextStep, method, status }: Standing, what: string): string {
  if (nextStep?.step === 'VERIFY_BANK_ACCOUNT') {
    return `The ${what} waits for your bank account to be verified: within two business days a small deposit arrives on it. Open \`authenticationUrl\` within ten days and enter what its line on the statement says. Nothing is taken before.`;
  }
  if (nextStep?.step === 'WAIT_FOR_US') {
    return `The ${what} waits for us. ${nextStep.says}`;
  }
  if (authenticationUrl) {
    return `Your bank wants you to confirm the ${what}: open \`authenticationUrl\` within a day. Nothing is taken before.`;
  }
  if (method === 'BANK_DEBIT' && status === 'PROCESSING') {
    return `The ${what} is under way, which takes four to six business days. It counts once it has settled; you are told when it has, or has failed.`;
  }
  return `The ${what} was started; the bank has not answered yet. You are told when it has.`;
}

const sentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
