/** What `reconcile` finds: a promise about the books or the record that does not hold. */
export interface Violation {
  /** Which promise, as `jobs.none_dead`. */
  check: string;
  /** What breaks it, as `job 0190…`. */
  subject: string;
  /** Expected and found, in a sentence. */
  detail: string;
}

/** Makes the violations of one module. */
export const violationsOf =
  (module: string) =>
  (check: string, subject: string, detail: string): Violation => ({
    check: `${module}.${check}`,
    subject,
    detail,
  });
