/** Ranges for people: a figure that a reader may not know exactly. */
import { roundMoney } from './money';
import { count } from '../words/language';

interface CountBand {
  from: number;
  below: number | null;
}

interface CentsBand {
  fromCents: number;
  belowCents: number | null;
}

/** `11–20`, `500+`; a range of one is that one. The upper edge of a band is not in it, and counts are whole. */
export function countBand({ from, below }: CountBand): string {
  if (below === null) return `${count(from)}+`;
  const last = below - 1;
  return last === from ? count(from) : `${count(from)}–${count(last)}`;
}

/** `$300K – $500K`, `$10M+`. */
export function moneyBand({ fromCents, belowCents }: CentsBand): string {
  if (belowCents === null) return `${roundMoney(fromCents)}+`;
  return `${roundMoney(fromCents)} – ${roundMoney(belowCents)}`;
}
