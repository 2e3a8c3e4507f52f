/** Reads statements with named places, `:name`, and puts values into them. */
import { LRUCache } from 'lru-cache';
import type { Values } from './database';

/** The texts of the product, and some that are put together as they are needed. */
const TEXTS_KEPT = 2_000;
/** Places, and the quoted texts in which nothing is a place. */
const PLACE = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`|:([A-Za-z_]\w*)/g;

interface Text {
  /** One more than there are names: what stands around the places. */
  parts: string[];
  names: string[];
  /** It has been asked for before. */
  again: boolean;
}

/** A statement with `?` at its places; a list has as many as it has values. */
export interface Placed {
  sql: string;
  values: (string | number | null)[];
  /** The statement has come before, whatever its values. */
  again: boolean;
}

const texts = new LRUCache<string, Text>({ max: TEXTS_KEPT });

function readText(sql: string): Text {
  const known = texts.get(sql);
  if (known) return known;
  const [parts, names]: [string[], string[]] = [[], []];
  let from = 0;
  for (const { 0: found, 1: name, index } of sql.matchAll(PLACE)) {
    if (name === undefined) continue;
    parts.push(sql.slice(from, index));
    names.push(name);
    from = index + found.length;
  }
  parts.push(sql.slice(from));
  const text = { parts, names, again: false };
  texts.set(sql, text);
  return text;
}

/** Throws where a place has no value. */
export function placeValues(sql: string, given: Values): Placed {
  const text = readText(sql);
  const { parts, names, again } = text;
  text.again = true;
  const values: Placed['values'] = [];
  let placed = parts[0] ?? '';
  for (const [n, name] of names.entries()) {
    const value = given[name];
    if (value === undefined) throw new Error(`The statement has no value for :${name}.`);
    if (Array.isArray(value)) {
      values.push(...value);
      placed += value.map(() => '?').join(', ');
    } else {
      values.push(value);
      placed += '?';
    }
    placed += parts[n + 1] ?? '';
  }
  return { sql: placed, values, again };
}
