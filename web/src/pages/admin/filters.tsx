/** The filters of a list. They stand in its address, so that it can be kept, sent and gone back to. */
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { adminWords } from '../../words/admin';
import classes from './admin.module.css';
import { type DayEnd, dayOf, isMoment, momentOf } from './filters.rules';
import { SavedFilters } from './saved-filters';

const { filters: says } = adminWords;

export type Filter =
  | { kind: 'choice'; key: string; label: string; names: Readonly<Record<string, string>>; any?: string }
  | { kind: 'text'; key: string; label: string }
  | { kind: 'day'; key: string; label: string }
  /** A day in the form, a moment in the address. */
  | { kind: DayEnd; key: string; label: string }
  | { kind: 'flag'; key: string; label: string };

export type FilterValues = Readonly<Record<string, string | undefined>>;

/** What the address asks for; a code that is none counts as not asked. */
export function useFilters(filters: readonly Filter[]): FilterValues {
  const search: Record<string, unknown> = useSearch({ strict: false });
  return Object.fromEntries(
    filters.map((filter) => {
      const value = search[filter.key];
      const isText = typeof value === 'string' && value !== '';
      return [filter.key, isText && isKnown(filter, value) ? value : undefined];
    }),
  );
}

function isKnown(filter: Filter, value: string): boolean {
  if (filter.kind === 'choice') return Object.hasOwn(filter.names, value);
  return isDayEnd(filter) ? isMoment(value) : true;
}

const isDayEnd = (filter: Filter): filter is Extract<Filter, { kind: DayEnd }> =>
  filter.kind === 'from' || filter.kind === 'before';

interface BarProps {
  filters: readonly Filter[];
  /** The path of the list, where its filters can be kept under names. */
  list?: string;
}

export function FilterBar({ filters, list }: BarProps) {
  const values = useFilters(filters);
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ to: '.', search: { ...values, ...change } as never, resetScroll: false });
  const texts = filters.filter(({ kind }) => kind !== 'choice' && kind !== 'flag');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = (filter: Filter) => {
      const text = (form.get(filter.key) as string).trim();
      return text && isDayEnd(filter) ? momentOf(filter.kind, text) : text || undefined;
    };
    set(Object.fromEntries(texts.map((filter) => [filter.key, typed(filter)])));
  };
  const bar = (
    <form className={classes.filters} role="search" onSubmit={submit}>
      {filters.map((filter) => {
        const value = values[filter.key];
        if (filter.kind !== 'choice' && filter.kind !== 'flag') {
          const { key, label } = filter;
          return (
            <TextInput
              key={`${key}:${value ?? ''}`}
              name={key}
              type={filter.kind === 'text' ? 'text' : 'date'}
              label={label}
              defaultValue={isDayEnd(filter) ? dayOf(filter.kind, value) : value}
              maxLength={190}
            />
          );
        }
        if (filter.kind === 'flag') {
          return (
            <Checkbox
              key={filter.key}
              className={classes.flag}
              label={filter.label}
              checked={value === 'true'}
              onChange={({ currentTarget: { checked } }) =>
                set({ [filter.key]: checked ? 'true' : undefined })
              }
            />
          );
        }
        return (
          <NativeSelect
            key={filter.key}
            label={filter.label}
            value={value ?? ''}
            onChange={({ currentTarget }) => set({ [filter.key]: currentTarget.value || undefined })}
            data={[
              { value: '', label: filter.any ?? says.any },
              ...Object.entries(filter.names).map(([code, label]) => ({ value: code, label })),
            ]}
          />
        );
      })}
      {texts.length > 0 && (
        <Button type="submit" variant="default">
          {says.apply}
        </Button>
      )}
    </form>
  );
  return (
    <Folded inUse={Object.values(values).filter((value) => value !== undefined).length}>
      {bar}
      {list !== undefined && <SavedFilters list={list} values={values} />}
    </Folded>
  );
}

/** On a phone the list comes first: its filters are a press away, and say how many are in use. */
function Folded({ inUse, children }: { inUse: number; children: ReactNode }) {
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false });
  if (!narrow) return children;
  return (
    <details className={classes.folded}>
      <summary>{says.fold(inUse)}</summary>
      <div className="stack-tight">{children}</div>
    </details>
  );
}
