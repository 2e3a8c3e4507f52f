/** A text as a reader takes it, where each sign remembers from where in the text as typed it comes. */
import { foldLetters } from './plain-reading.rules';

export interface MappedText {
  readonly text: string;
  /** For each place in `text`: where in the typed text the sign begins that it comes from, and where that ends. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Beyond ASCII, sign by sign: look-alikes become Latin, what cannot be seen becomes nothing. */
export function foldMapped(typed: string): MappedText {
  const text: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let place = 0;
  for (const sign of typed) {
    const read = /[\0-\u{7f}]/u.test(sign) ? sign : foldLetters(sign);
    // What is not seen belongs to the sign before it.
    if (read === '' && to.length > 0) to[to.length - 1] = place + sign.length;
    for (const unit of read.split('')) {
      text.push(unit);
      from.push(place);
      to.push(place + sign.length);
    }
    place += sign.length;
  }
  return { text: text.join(''), from, to };
}

/** As `replaceAll`: what is put in comes from all of what it replaces. */
export function replaceMapped(
  { text, from, to }: MappedText,
  pattern: RegExp,
  read: (found: string) => string,
): MappedText {
  let replaced = '';
  const origins: [number, number][] = [];
  let place = 0;
  const keep = (end: number) => {
    for (; place < end; place += 1) {
      replaced += text.charAt(place);
      origins.push([from[place] ?? 0, to[place] ?? 0]);
    }
  };
  for (const { 0: found, index } of text.matchAll(pattern)) {
    keep(index);
    const put = read(found);
    const end = index + found.length;
    replaced += put;
    for (let unit = 0; unit < put.length; unit += 1) origins.push([from[index] ?? 0, to[end - 1] ?? 0]);
    place = end;
  }
  keep(text.length);
  return {
    text: replaced,
    from: origins.map(([begins]) => begins),
    to: origins.map(([, ends]) => ends),
  };
}
