/** The filters of a list that administrators keep: choose one, keep the present one, remove one of one's own. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { removeFilter, type SavedFilter, saveFilter, savedFiltersQuery } from '../../api/admin-closings';
import { words } from '../../words';
import { adminWords } from '../../words/admin';
import { type Act, Acts } from './acts';
import classes from './admin.module.css';

const { savedFilters: says } = adminWords;
const { common } = words;

interface Props {
  /** The path of the list, whose filters bear the names that the page gives them. */
  list: string;
  values: Readonly<Record<string, string | undefined>>;
}

const given = (values: Props['values']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

function nameOf({ name, own, owner, good }: SavedFilter): string {
  if (!good) return says.spoiled(name);
  return own ? name : says.of(name, owner.name);
}

/** In whichever order they were chosen. */
const same = (one: Record<string, string>, other: Record<string, string>): boolean => {
  const sorted = (query: Record<string, string>) => JSON.stringify(Object.entries(query).sort());
  return sorted(one) === sorted(other);
};

export function SavedFilters({ list, values }: Props) {
  const navigate = useNavigate();
  const { data: saved = [] } = useQuery(savedFiltersQuery(list));
  const query = given(values);
  const chosen = saved.find((filter) => same(filter.query, query));
  const save: Act = {
    label: says.save,
    fields: [
      { kind: 'text', name: 'name', label: says.name },
      { kind: 'flag', name: 'shared', label: says.shared },
    ],
    send: (read, key) =>
      saveFilter({ list, name: read.text('name'), query, shared: read.flag('shared') }, key),
  };
  const remove = (id: string): Act => ({
    label: says.remove,
    note: says.removeText,
    send: () => removeFilter(id),
  });
  const choose = (id: string) => {
    const filter = saved.find((each) => each.id === id);
    void navigate({ to: '.', search: (filter?.query ?? {}) as never, resetScroll: false });
  };
  return (
    <div className={classes.filters}>
      {saved.length > 0 && (
        <NativeSelect
          label={says.saved}
          value={chosen?.id ?? ''}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          data={[
            { value: '', label: common.none },
            ...saved.map((filter) => ({ value: filter.id, label: nameOf(filter), disabled: !filter.good })),
          ]}
        />
      )}
      <Acts
        acts={[
          ...(!chosen && Object.keys(query).length > 0 ? [save] : []),
          ...(chosen?.own ? [remove(chosen.id)] : []),
        ]}
      />
    </div>
  );
}
