/** What a paper is made of, from top to bottom. */

export interface PaperLine {
  label: string;
  amountCents: number;
}

export interface Fact {
  label: string;
  value: string;
}

/** One who signs, or has signed: a line without value is left open to be written on. */
export interface Signature {
  /** As whom they sign. */
  role: string;
  lines: { label: string; value: string | null }[];
}

export interface Column {
  title: string;
  /** Of the width, beside the shares of the other columns. */
  share: number;
}

export interface Bar {
  label: string;
  /** Null: not known, and no bar. */
  value: number | null;
  /** What fills the whole length. */
  most: number;
  /** The figure in words, beside the bar. */
  shown: string;
  /** Where a line crosses the bar: what the value is measured against. */
  mark?: number;
  tone?: 'plain' | 'warning';
}

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  /** A paragraph of terms, with its number beside it. */
  | { kind: 'clause'; number: string; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'facts'; facts: Fact[] }
  | { kind: 'sums'; heading: string; lines: PaperLine[]; total: PaperLine }
  | { kind: 'bars'; bars: Bar[] }
  | { kind: 'table'; columns: Column[]; rows: string[][] }
  /** Side by side, never cut by the end of a page. */
  | { kind: 'signatures'; signatures: Signature[] }
  /** Framed: what nobody should read past. */
  | { kind: 'notice'; text: string }
  | { kind: 'notes'; notes: string[] }
  /** Another paper in the same file begins, on a page of its own. */
  | { kind: 'title'; text: string };
