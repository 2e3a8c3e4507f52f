/** What administrators do about a wire: confirm it for what it pays, give it up, take back what was booked in error. */
import { answerOf, api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { adminWords } from '../../../../words/admin';
import type { ActField, Reader } from '../../act.rules';
import type { Act } from '../../acts';

const { wires: says } = adminWords.money;
const { acts } = adminWords;

type Payment = components['schemas']['AdminPayment'];

const wireFields: readonly ActField[] = [
  { kind: 'money', name: 'amountCents', label: says.amountField, twice: says.amountAgain },
  { kind: 'text', name: 'reference', label: says.referenceField, twice: says.referenceAgain },
  { kind: 'flag', name: 'partial', label: says.partial },
  { kind: 'flag', name: 'sendBack', label: says.sendBack },
];

const wireOf = (read: Reader) => ({
  amountCents: read.cents('amountCents'),
  reference: read.text('reference'),
  ...(read.flag('partial') ? { partial: true } : {}),
  ...(read.flag('sendBack') ? { sendBack: true } : {}),
});

/** The address by which the wire of each purpose is confirmed. */
function confirmationOf({ id: paymentId, purpose, subjectId: id }: Payment): Act['send'] | null {
  const params = (key: string) => ({ path: { id, paymentId }, header: { 'Idempotency-Key': key } });
  switch (purpose) {
    case 'DEPOSIT':
      return (read, key) =>
        answerOf(
          api.POST('/transactions/{id}/admin/verify-deposit/{paymentId}', {
            params: params(key),
            body: wireOf(read),
          }),
        );
    case 'FINAL_PAYMENT':
      return (read, key) =>
        answerOf(
          api.POST('/transactions/{id}/admin/verify-payment/{paymentId}', {
            params: params(key),
            body: wireOf(read),
          }),
        );
    case 'PREMIUM_LISTING':
      return (read, key) =>
        answerOf(
          api.POST('/admin/premium-requests/{id}/verify-payment/{paymentId}', {
            params: params(key),
            body: wireOf(read),
          }),
        );
    default:
      return null;
  }
}

export function actsOf(payment: Payment): Act[] {
  const send = confirmationOf(payment);
  return [
    ...(send ? [{ label: says.confirm, note: says.confirmNote, fields: wireFields, send }] : []),
    {
      label: says.giveUp,
      note: says.giveUpNote,
      grave: true,
      fields: [{ kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold }],
      send: (read, key) =>
        answerOf(
          api.POST('/admin/payments/{id}/give-up', {
            params: { path: { id: payment.id }, header: { 'Idempotency-Key': key } },
            body: { reason: read.text('reason') },
          }),
        ),
    },
  ];
}

export const correctionOf = (id: string): Act => ({
  label: says.correct,
  note: says.correctNote,
  grave: true,
  fields: [
    { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold },
    { kind: 'flag', name: 'atOurCost', label: says.atOurCost },
  ],
  send: (read, key) =>
    answerOf(
      api.POST('/admin/wires/{id}/correct', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { reason: read.text('reason'), ...(read.flag('atOurCost') ? { atOurCost: true } : {}) },
      }),
    ),
});
