/** Figures that the parts of the product tell of themselves; without METRICS_PORT nobody counts, and nothing is loaded. */

/** All values that a label can have: known ones, so that nobody outside makes a series by what they ask for. */
export type LabelValues = readonly string[] | (() => readonly string[]);
export type Labels = Readonly<Record<string, LabelValues>>;
export type LabelsOf<Names extends Labels> = { readonly [Name in keyof Names]: string };

/** One value of a figure that has labels. */
export interface Sample<Names extends Labels> {
  labels: LabelsOf<Names>;
  value: number;
}

/** Stands for a value that its label does not list. */
export const OTHER = 'other';

export interface Measures {
  /** Counts what happens: the returned function adds one, or `by`. */
  counter<const Names extends Labels>(
    name: string,
    help: string,
    labels: Names,
  ): (labels: LabelsOf<Names>, by?: number) => void;
  /** Spreads durations over buckets: the returned function takes seconds. */
  durations<const Names extends Labels>(
    name: string,
    help: string,
    labels: Names,
    buckets: readonly number[],
  ): (labels: LabelsOf<Names>, seconds: number) => void;
  /** Says how much there is now. `read` is asked at each scrape and waits for nothing. */
  gauge<const Names extends Labels>(
    name: string,
    help: string,
    labels: Names,
    read: () => readonly Sample<Names>[],
  ): void;
  /** The same of what is counted elsewhere and only grows. */
  total<const Names extends Labels>(
    name: string,
    help: string,
    labels: Names,
    read: () => readonly Sample<Names>[],
  ): void;
  /** Asks every `everyMs`, for a gauge to read, what a scrape does not wait for; a failure leaves the last answer. */
  ask(everyMs: number, question: () => Promise<void>): void;
}

/** Samples without labels. */
export const only = (value: number): readonly Sample<Record<never, LabelValues>>[] => [{ labels: {}, value }];

const nobody = (): void => undefined;

export const noMeasures: Measures = {
  counter: () => nobody,
  durations: () => nobody,
  gauge: nobody,
  total: nobody,
  ask: nobody,
};
