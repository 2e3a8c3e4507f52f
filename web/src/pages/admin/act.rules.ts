/** What is typed into the form of an act, read as what the interface asks for. */
import { readCents } from '../../format/cents';

interface Named {
  /** As the interface names it, so that its refusal stands under the field. */
  name: string;
  label: string;
  hint?: string;
  optional?: true;
}

export type ActField = Named &
  (
    | { kind: 'reason' | 'text' | 'password'; initial?: string; twice?: string }
    | { kind: 'money'; initial?: number; twice?: string }
    | { kind: 'whole'; initial?: number }
    | { kind: 'flag'; initial?: string }
    | { kind: 'choice'; names: Readonly<Record<string, string>>; initial?: string }
    /** Days from now, sent as a moment. */
    | { kind: 'days'; initial?: number }
    /** A day and an hour where the reader is. */
    | { kind: 'moment' }
  );

export type TypedText = Readonly<Record<string, string>>;

/** Reads what was typed; of an optional field that is empty `undefined`. */
export const readerOf = (typed: TypedText) => ({
  text: (name: string): string => (typed[name] ?? '').trim(),
  textOrNone: (name: string): string | undefined => (typed[name] ?? '').trim() || undefined,
  cents: (name: string): number => readCents(typed[name] ?? '') ?? 0,
  centsOrNone: (name: string): number | undefined => readCents(typed[name] ?? '') ?? undefined,
  whole: (name: string): number => Number(typed[name] ?? 0),
  flag: (name: string): boolean => typed[name] === 'true',
  choice: <Code extends string>(name: string): Code => typed[name] as Code,
  moment: (name: string): string => new Date(typed[name] ?? '').toISOString(),
  daysFrom: (name: string, now: number): string =>
    new Date(now + Number(typed[name] ?? 0) * 86_400_000).toISOString(),
});
export type Reader = ReturnType<typeof readerOf>;

export const againOf = (name: string): string => `${name}:again`;

/** The field that was typed differently the second time. */
export const typedDifferently = (fields: readonly ActField[], typed: TypedText): string | null =>
  fields.find((field) => {
    if (!('twice' in field) || !field.twice) return false;
    const [one, other] = [typed[field.name] ?? '', typed[againOf(field.name)] ?? ''];
    return field.kind === 'money' ? readCents(one) !== readCents(other) : one.trim() !== other.trim();
  })?.name ?? null;

/** Whether all that has to be typed is. */
export const isComplete = (fields: readonly ActField[], typed: TypedText): boolean =>
  fields.every((field) => {
    if (field.optional || field.kind === 'flag') return true;
    const value = (typed[field.name] ?? '').trim();
    return field.kind === 'money' ? (readCents(value) ?? 0) > 0 : value !== '';
  });

/** What stands in the form before anything is typed. */
export const initialOf = (fields: readonly ActField[]): TypedText =>
  Object.fromEntries(
    fields.flatMap((field) => {
      if (!('initial' in field) || field.initial === undefined) return [];
      const { name, kind, initial } = field;
      return [[name, kind === 'money' ? (Number(initial) / 100).toFixed(2) : String(initial)]];
    }),
  );

/** What was typed, over what stands now: a field left as it was follows it, so that nobody else's change is undone. */
export function rebased(typed: TypedText, before: readonly ActField[], now: readonly ActField[]): TypedText {
  const [stood, stands] = [initialOf(before), initialOf(now)];
  const moved = Object.entries(stands).filter(
    ([name, value]) => value !== stood[name] && (typed[name] ?? '') === (stood[name] ?? ''),
  );
  return moved.length === 0 ? typed : { ...typed, ...Object.fromEntries(moved) };
}

/** What takes thought to write again. No sums and no secrets. */
export const sentencesOf = (fields: readonly ActField[], typed: TypedText): TypedText =>
  Object.fromEntries(
    fields.flatMap(({ name, kind }) => (kind === 'reason' && typed[name] ? [[name, typed[name]]] : [])),
  );
