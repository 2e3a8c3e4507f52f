/** What administrators do about a refund that waits for them. */
import { answerOf, api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { adminWords } from '../../../../words/admin';
import type { ActField } from '../../act.rules';
import type { Act } from '../../acts';

const { refunds: says, wires } = adminWords.money;
const { acts } = adminWords;

type Schemas = components['schemas'];
type Refund = Schemas['Refund'];

const reason = { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonKept } as const;
const reference: ActField = {
  kind: 'text',
  name: 'reference',
  label: wires.referenceField,
  twice: wires.referenceAgain,
};

export function actsOf({ id, status, amountCents, bankReference }: Refund): Act[] {
  const params = (key: string) => ({ path: { id }, header: { 'Idempotency-Key': key } });
  const wire: Act = {
    label: says.confirmWire,
    note: says.confirmWireNote,
    fields: [reference],
    send: (read, key) =>
      answerOf(
        api.POST('/admin/refunds/{id}/confirm-wire', {
          params: params(key),
          // As it was read: a part may be taken out of it meanwhile.
          body: { reference: read.text('reference'), amountCents },
        }),
      ),
  };
  const part: Act = {
    label: says.part,
    note: says.partNote,
    fields: [{ kind: 'money', name: 'amountCents', label: says.partAmount, initial: amountCents }, reason],
    send: (read, key) =>
      answerOf(
        api.POST('/admin/refunds/{id}/part', {
          params: params(key),
          body: { amountCents: read.cents('amountCents'), reason: read.text('reason') },
        }),
      ),
  };
  const takeBack: Act = {
    label: says.takeBack,
    note: says.takeBackNote,
    grave: true,
    fields: [reason],
    send: (read, key) =>
      answerOf(
        api.POST('/admin/refunds/{id}/take-back', {
          params: params(key),
          body: { reason: read.text('reason') },
        }),
      ),
  };
  if (status === 'AWAITING_WIRE') return [wire, part, takeBack];
  if (status === 'NEEDS_ATTENTION') {
    const retry: Act = {
      label: says.retry,
      note: says.retryNote,
      send: (_, key) => answerOf(api.POST('/admin/refunds/{id}/retry', { params: params(key) })),
    };
    const settle: Act = {
      label: says.settle,
      note: says.settleNote,
      send: (_, key) => answerOf(api.POST('/admin/refunds/{id}/settle-by-bank', { params: params(key) })),
    };
    return [retry, wire, part, settle, takeBack];
  }
  if (status !== 'SUCCEEDED') return [];
  // Only what went by wire comes back by wire.
  if (bankReference === null) {
    return [
      {
        label: says.loss,
        note: says.lossNote,
        fields: [reason],
        send: (read, key) =>
          answerOf(
            api.POST('/admin/refunds/{id}/book-loss', {
              params: params(key),
              body: { reason: read.text('reason') },
            }),
          ),
      },
    ];
  }
  return [
    {
      label: says.returned,
      note: says.returnedNote,
      fields: [
        reference,
        { kind: 'money', name: 'amountCents', label: wires.amountField, optional: true },
        { ...reason, optional: true },
      ],
      send: (read, key) =>
        answerOf(
          api.POST('/admin/refunds/{id}/wire-returned', {
            params: params(key),
            body: {
              reference: read.text('reference'),
              amountCents: read.centsOrNone('amountCents'),
              reason: read.textOrNone('reason'),
            },
          }),
        ),
    },
  ];
}

export function actsOnOutside({ id, status, transactionId }: Schemas['OutsideRefund']): Act[] {
  if (status !== 'UNBOOKED') return [];
  return [...(transactionId ? [bearingOf(id, transactionId)] : []), bookingOf(id)];
}

const bearingOf = (outsideRefundId: string, transactionId: string): Act => ({
  label: says.bear,
  note: says.bearNote,
  grave: true,
  fields: [{ ...reason, hint: acts.reasonTold }],
  send: (read, key) =>
    answerOf(
      api.POST('/transactions/{id}/admin/book-refund', {
        params: { path: { id: transactionId }, header: { 'Idempotency-Key': key } },
        body: { outsideRefundId, reason: read.text('reason') },
      }),
    ),
});

const bookingOf = (id: string): Act => ({
  label: says.book,
  note: says.bookNote,
  fields: [
    { kind: 'choice', name: 'as', label: says.as, names: says.asNames, initial: 'LOSS' },
    { kind: 'text', name: 'refundId', label: says.refundId, optional: true },
    reason,
  ],
  send: (read, key) =>
    answerOf(
      api.POST('/admin/outside-refunds/{id}/book', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: {
          as: read.choice<'LOSS' | 'REFUND'>('as'),
          refundId: read.textOrNone('refundId'),
          reason: read.text('reason'),
        },
      }),
    ),
});
