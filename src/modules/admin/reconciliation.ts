/** Proves the books and the record: asks every module for what does not hold, and lists it. */
import { iso, MINUTE_MS } from '../../platform/kernel/clock';
import type { Violation } from '../../platform/kernel/violation';
import type { Platform } from '../../platform/platform';

/** News that lies longer than this has stopped flowing. */
const OLDEST_DUE_JOB_MS = 15 * MINUTE_MS;

export interface ReconciliationReport {
  checkedAt: string;
  ok: boolean;
  parts: { part: string; violations: number; durationMs: number }[];
  violations: (Violation & { part: string })[];
}

type Checked = Record<string, { findViolations(): Promise<Violation[]> }>;

export function createReconciliation(platform: Platform, checked: Checked) {
  const parts: Checked = { ...checked, jobs: { findViolations: () => findStuckJobs(platform) } };
  return async function reconcile(): Promise<ReconciliationReport> {
    const report: ReconciliationReport = {
      checkedAt: iso(platform.clock.now()),
      ok: true,
      parts: [],
      violations: [],
    };
    for (const [part, { findViolations }] of Object.entries(parts)) {
      const startedAt = performance.now();
      const violations = await findViolations();
      const durationMs = Math.round(performance.now() - startedAt);
      report.parts.push({ part, violations: violations.length, durationMs });
      report.violations.push(...violations.map((violation) => ({ part, ...violation })));
    }
    report.ok = report.violations.length === 0;
    return report;
  };
}

async function findStuckJobs({ queue }: Platform): Promise<Violation[]> {
  const { dead, due, oldestDueMs } = await queue.counts();
  const violations: Violation[] = [];
  if (dead > 0) {
    violations.push({
      check: 'jobs.none_dead',
      subject: 'jobs',
      detail: `${dead} job(s) gave up after all tries.`,
    });
  }
  if (oldestDueMs > OLDEST_DUE_JOB_MS) {
    violations.push({
      check: 'jobs.drained',
      subject: 'jobs',
      detail: `${due} job(s) are due, the oldest for ${Math.round(oldestDueMs / MINUTE_MS)} minutes.`,
    });
  }
  return violations;
}
