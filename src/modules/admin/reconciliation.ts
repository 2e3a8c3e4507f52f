/** Runs reconciliation: asks every module which of its promises about stored data do not hold. */
import { setTimeout as wait } from 'node:timers/promises';
import { withPatience } from '../../platform/db/deadline';
import { findUnreadable, proveEach } from '../../platform/db/find-unreadable';
import { withOddNumbers } from '../../platform/db/odd-numbers';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { leavingOutNothing } from '../../platform/kernel/unreadable';
import type { Violation } from '../../platform/kernel/violation';
import type { Platform } from '../../platform/platform';

/** A job that has been due for longer means that the queue is stuck. */
const OLDEST_DUE_JOB_MS = 15 * MINUTE_MS;

export interface ReconciliationReport {
  checkedAt: number;
  ok: boolean;
  parts: { part: string; violations: number; durationMs: number }[];
  violations: (Violation & { part: string })[];
}

/**
 * What looks wrong is checked again before it is reported, this often and this far apart: what is under way between
 * two reads, here or at the gateway, looks wrong once and not again.
 */
const RECHECKS = 2;
const BETWEEN_CHECKS_MS = 400;

type Checked = Record<string, { findViolations(): Promise<Violation[]> }>;

export function createReconciliation(platform: Platform, checked: Checked) {
  const parts: Checked = {
    ...checked,
    jobs: { findViolations: () => findStuckJobs(platform) },
    stored: { findViolations: () => findUnreadable(platform.database) },
  };
  return async function reconcile(): Promise<ReconciliationReport> {
    const report: ReconciliationReport = {
      checkedAt: platform.clock.now(),
      ok: true,
      parts: [],
      violations: [],
    };
    for (const [part, { findViolations }] of Object.entries(parts)) {
      const startedAt = performance.now();
      // It reads whole tables, and an operator waits for it.
      const violations = await withPatience(() =>
        withOddNumbers(() =>
          leavingOutNothing(() => findLasting(() => proveEach({ [part]: findViolations }))),
        ),
      );
      const durationMs = Math.round(performance.now() - startedAt);
      report.parts.push({ part, violations: violations.length, durationMs });
      report.violations.push(...violations.map((violation) => ({ part, ...violation })));
    }
    report.ok = report.violations.length === 0;
    return report;
  };
}

/** The violations that every check finds, as the last one describes them. */
async function findLasting(find: () => Promise<Violation[]>): Promise<Violation[]> {
  let lasting = await find();
  for (let check = 0; check < RECHECKS && lasting.length > 0; check += 1) {
    await wait(BETWEEN_CHECKS_MS);
    const seen = new Set(lasting.map(keyOf));
    lasting = (await find()).filter((violation) => seen.has(keyOf(violation)));
  }
  return lasting;
}

const keyOf = ({ check, subject }: Violation): string => `${check} ${subject}`;

async function findStuckJobs({ queue }: Platform): Promise<Violation[]> {
  const [{ dead, due, oldestDueMs }, orphans] = await Promise.all([queue.counts(), queue.listOrphans()]);
  const violations: Violation[] = [];
  if (dead > 0) {
    violations.push({
      check: 'jobs.none_dead',
      subject: 'jobs',
      detail: `${dead} job(s) failed for good.`,
    });
  }
  for (const { kind, jobs } of orphans) {
    violations.push({
      check: 'jobs.none_orphaned',
      subject: kind,
      detail: `${jobs} job(s) wait for a handler that this release does not have.`,
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
