/** What administrators do about money that names no payment. */
import { answerOf, api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { adminWords } from '../../../../words/admin';
import type { Act } from '../../acts';

const { unassigned: says } = adminWords.money;
const { acts } = adminWords;

type Money = components['schemas']['UnassignedMoney'];

const once = (key: string) => ({ header: { 'Idempotency-Key': key } });

export const bookMoney: Act = {
  label: says.book,
  note: says.bookNote,
  fields: [
    { kind: 'choice', name: 'method', label: says.method, names: says.methods, initial: 'WIRE' },
    { kind: 'money', name: 'amountCents', label: says.amountField, twice: says.amountAgain },
    { kind: 'text', name: 'reference', label: says.referenceField },
    { kind: 'text', name: 'sender', label: says.senderField },
    { kind: 'text', name: 'note', label: says.noteField, optional: true },
  ],
  send: (read, key) => {
    const note = read.textOrNone('note');
    return answerOf(
      api.POST('/admin/unassigned-money', {
        params: once(key),
        body: {
          method: read.choice<Money['method']>('method'),
          amountCents: read.cents('amountCents'),
          reference: read.text('reference'),
          sender: read.text('sender'),
          ...(note ? { note } : {}),
        },
      }),
    );
  },
};

export const actsOf = ({ id, candidates }: Money): Act[] => [
  {
    label: says.assign,
    note: says.assignNote,
    fields: [
      { kind: 'text', name: 'paymentId', label: says.paymentField, initial: candidates[0]?.paymentId ?? '' },
      { kind: 'flag', name: 'partial', label: says.partial },
      { kind: 'flag', name: 'sendBack', label: says.sendRest },
    ],
    send: (read, key) =>
      answerOf(
        api.POST('/admin/unassigned-money/{id}/assign', {
          params: { path: { id }, ...once(key) },
          body: {
            paymentId: read.text('paymentId'),
            ...(read.flag('partial') ? { partial: true } : {}),
            ...(read.flag('sendBack') ? { sendBack: true } : {}),
          },
        }),
      ),
  },
  {
    label: says.sendBack,
    note: says.sendBackNote,
    fields: [
      { kind: 'text', name: 'reference', label: says.backReference },
      { kind: 'reason', name: 'reason', label: acts.reason },
    ],
    send: (read, key) =>
      answerOf(
        api.POST('/admin/unassigned-money/{id}/send-back', {
          params: { path: { id }, ...once(key) },
          body: { reference: read.text('reference'), reason: read.text('reason') },
        }),
      ),
  },
  {
    label: says.correct,
    note: says.correctNote,
    grave: true,
    fields: [{ kind: 'reason', name: 'reason', label: acts.reason }],
    send: (read, key) =>
      answerOf(
        api.POST('/admin/unassigned-money/{id}/correct', {
          params: { path: { id }, ...once(key) },
          body: { reason: read.text('reason') },
        }),
      ),
  },
];
