/** The wishes of a buyer as a form: whether a value is wanted, unwanted or does not matter, and what a press makes of it. */
import type { Wishes } from '../../../api/requirements';
import type { WishName } from '../../../app/wishes';

export type Choice = 'wanted' | 'unwanted' | null;

export function choiceOf(wishes: Wishes, name: WishName, value: string): Choice {
  const wish = wishes[name] as { wanted?: string[]; unwanted?: string[] } | undefined;
  if (wish?.wanted?.includes(value)) return 'wanted';
  return wish?.unwanted?.includes(value) ? 'unwanted' : null;
}

const NEXT: Record<'none' | 'wanted' | 'unwanted', Choice> = {
  none: 'wanted',
  wanted: 'unwanted',
  unwanted: null,
};

/** One press further: wanted, unwanted, does not matter. */
export function pressed(wishes: Wishes, name: WishName, value: string): Wishes {
  const next = NEXT[choiceOf(wishes, name, value) ?? 'none'];
  const { wanted = [], unwanted = [] } =
    (wishes[name] as { wanted?: string[]; unwanted?: string[] } | undefined) ?? {};
  const without = (list: string[]) => list.filter((each) => each !== value);
  const wish = {
    wanted: next === 'wanted' ? [...without(wanted), value] : without(wanted),
    unwanted: next === 'unwanted' ? [...without(unwanted), value] : without(unwanted),
  };
  const { [name]: _former, ...rest } = wishes;
  return wish.wanted.length + wish.unwanted.length > 0 ? { ...rest, [name]: wish } : rest;
}
