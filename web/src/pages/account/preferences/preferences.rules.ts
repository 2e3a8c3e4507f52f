/** What one is told, grouped as letters are: a category is one switch for a channel, whatever kinds are in it. */

export type Channel = 'inbox' | 'live' | 'mail';
export const CHANNELS: readonly Channel[] = ['inbox', 'live', 'mail'];

interface Kind<Code extends string, Category extends string> {
  kind: Code;
  category: Category;
  required: boolean;
  channels: Readonly<Record<Channel, boolean>>;
}

export interface Group<Code extends string, Category extends string> {
  category: Category;
  /** What can be chosen; the rest is always told. */
  free: readonly Code[];
  told: Readonly<Record<Channel, 'all' | 'some' | 'none'>>;
}

export function groupKinds<Code extends string, Category extends string>(
  kinds: readonly Kind<Code, Category>[],
): Group<Code, Category>[] {
  const categories = [...new Set(kinds.map(({ category }) => category))];
  return categories.map((category) => {
    const own = kinds.filter((each) => each.category === category);
    const free = own.filter(({ required }) => !required);
    const toldBy = (channel: Channel) => {
      const on = free.filter(({ channels }) => channels[channel]).length;
      if (on === 0) return 'none';
      return on === free.length ? 'all' : 'some';
    };
    return {
      category,
      free: free.map(({ kind }) => kind),
      told: { inbox: toldBy('inbox'), live: toldBy('live'), mail: toldBy('mail') },
    };
  });
}
