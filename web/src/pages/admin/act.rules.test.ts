/** What an administrator types, read as it is sent. */
import { type ActField, isComplete, readerOf, rebased, sentencesOf, typedDifferently } from './act.rules';

const FIELDS: readonly ActField[] = [
  { kind: 'money', name: 'amountCents', label: 'Amount', twice: 'Again' },
  { kind: 'text', name: 'reference', label: 'Reference', twice: 'Again' },
  { kind: 'reason', name: 'reason', label: 'Reason', optional: true },
];

it('reads amounts as cents and leaves out what is empty', () => {
  const read = readerOf({ amountCents: '1,250.50', reason: '  ', partial: 'true' });
  expect([read.cents('amountCents'), read.textOrNone('reason'), read.flag('partial')]).toEqual([
    125_050,
    undefined,
    true,
  ]);
});

it('reads a day and an hour as they are where the reader is', () => {
  const typed = '2026-03-02T15:00';
  expect(Date.parse(readerOf({ heldAt: typed }).moment('heldAt'))).toBe(new Date(2026, 2, 2, 15).getTime());
});

it('takes the same amount for the same, however it is written, and another for another', () => {
  const same = {
    amountCents: '1,250.50',
    'amountCents:again': '$1250.5',
    reference: 'A1',
    'reference:again': 'A1',
  };
  expect(typedDifferently(FIELDS, same)).toBeNull();
  expect(typedDifferently(FIELDS, { ...same, 'amountCents:again': '1,250.05' })).toBe('amountCents');
  expect(typedDifferently(FIELDS, { ...same, 'reference:again': 'A2' })).toBe('reference');
});

it('knows what is missing', () => {
  expect(isComplete(FIELDS, { amountCents: '0', reference: 'A1' })).toBe(false);
  expect(isComplete(FIELDS, { amountCents: '5', reference: ' ' })).toBe(false);
  expect(isComplete(FIELDS, { amountCents: '5', reference: 'A1' })).toBe(true);
});

it('lets what was left as it stood follow what stands now, and keeps what was typed', () => {
  const at = (limit: string, note: string): readonly ActField[] => [
    { kind: 'text', name: 'limit', label: 'Limit', initial: limit },
    { kind: 'text', name: 'note', label: 'Note', initial: note },
    { kind: 'reason', name: 'reason', label: 'Reason' },
  ];
  const typed = { limit: '5', note: 'mine', reason: 'The bank said so.' };
  expect(rebased(typed, at('5', 'old'), at('7', 'theirs'))).toEqual({ ...typed, limit: '7' });
  expect(rebased(typed, at('5', 'old'), at('5', 'theirs'))).toBe(typed);
});

it('keeps sentences of a form that was closed, and no sums', () => {
  expect(sentencesOf(FIELDS, { amountCents: '5', reference: 'A1', reason: 'Looked up.' })).toEqual({
    reason: 'Looked up.',
  });
});
