/** How the text of a setting is shown, and which texts of a form are changes. */
import type { Setting } from '../../../api/admin-house';
import { money, percent } from '../../../format/money';
import { adminWords } from '../../../words/admin';
import { billingWords } from '../../../words/billing';

const { settings: says } = adminWords.house;
const names: Readonly<Record<string, string>> = {
  ...adminWords.codes.verificationFact,
  ...billingWords.planName,
};

type Shown = Pick<Setting, 'kind' | 'parts'>;

export function showValue({ kind, parts }: Shown, value: string): string {
  if (value === '' || (kind === 'list' && value === 'none')) return says.none;
  if (kind === 'cents') return money(Number(value));
  if (kind === 'basis_points') return percent(Number(value));
  if (kind === 'flag') return value === 'true' ? says.on : says.off;
  if (kind === 'list') return value.split(',').map(showItem).join(', ');
  if (kind !== 'parts') return value;
  const values = value.split('/');
  return parts.map((part, index) => showPart(part, values[index] ?? '')).join(', ');
}

/** A name where it is a code, `5=13999` as so many credits for a price. */
function showItem(item: string): string {
  const [count, cents] = item.split('=');
  return cents === undefined ? (names[item] ?? item) : says.pack(Number(count), money(Number(cents)));
}

const IN_CENTS = /^Cents (.+)$/;

/** `Cents a month` is typed in cents, and read as money. */
function showPart(part: string, value: string): string {
  const each = IN_CENTS.exec(part)?.[1];
  return each === undefined ? `${part}: ${value}` : `${money(Number(value))} ${each}`;
}

export function labelOf({ kind, title, parts }: Pick<Setting, 'kind' | 'title' | 'parts'>): string {
  if (kind === 'cents') return says.cents(title);
  if (kind === 'basis_points') return says.basisPoints(title);
  return kind === 'parts' ? `${title} (${parts.join('/')})` : title;
}

/** What was typed otherwise than it stands. */
export const changesOf = (
  settings: readonly Pick<Setting, 'name' | 'value'>[],
  typed: (name: string) => string,
): { name: string; value: string }[] =>
  settings.flatMap(({ name, value }) => (typed(name) === value ? [] : [{ name, value: typed(name) }]));

/** In the order in which the groups come. */
export function groupsOf(settings: readonly Setting[]): [group: string, settings: Setting[]][] {
  const groups = new Map<string, Setting[]>();
  for (const setting of settings) groups.set(setting.group, [...(groups.get(setting.group) ?? []), setting]);
  return [...groups];
}
