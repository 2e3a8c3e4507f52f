/** Keeps what each proof of the books came to, so that whoever watches sees that it ran and what it found. */
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { only } from '../../platform/metrics/measures';
import type { Platform } from '../../platform/platform';
import type { AdminConfig } from './admin.config';
import type { ReconciliationReport } from './reconciliation';

const KEPT_MS = 90 * DAY_MS;

interface Last {
  checkedAt: number;
  violations: number;
}

/** Answers what runs one and keeps what it came to. */
export function rememberReconciliations(
  { database, clock, measures, scheduler, log, config }: Platform<AdminConfig>,
  reconcile: () => Promise<ReconciliationReport>,
): () => Promise<ReconciliationReport> {
  async function reconcileAndRemember(): Promise<ReconciliationReport> {
    const report = await reconcile();
    const durationMs = report.parts.reduce((sum, part) => sum + part.durationMs, 0);
    await database.change(
      `INSERT INTO reconciliations (id, checkedAt, violations, durationMs)
       VALUES (:id, :checkedAt, :violations, :durationMs)`,
      { id: newId(), checkedAt: report.checkedAt, violations: report.violations.length, durationMs },
    );
    await database.change('DELETE FROM reconciliations WHERE checkedAt < :before', {
      before: clock.now() - KEPT_MS,
    });
    for (const violation of report.violations.slice(0, 100))
      log.error('the books do not add up', { ...violation });
    return report;
  }

  const { RECONCILE_EVERY_MINUTES } = config;
  if (RECONCILE_EVERY_MINUTES > 0) {
    scheduler.every('admin.reconcile', RECONCILE_EVERY_MINUTES * MINUTE_MS, async () => {
      await reconcileAndRemember();
    });
  }

  let last: Last | undefined;
  measures.ask(MINUTE_MS, async () => {
    [last] = await database.select<Last>(
      'SELECT checkedAt, violations FROM reconciliations ORDER BY checkedAt DESC LIMIT 1',
    );
  });
  measures.gauge('mcx_reconcile_violations', 'What the last proof of the books found.', {}, () =>
    last ? only(Number(last.violations)) : [],
  );
  measures.gauge('mcx_reconcile_age_seconds', 'How long ago the books were last proved.', {}, () =>
    last ? only((clock.now() - Number(last.checkedAt)) / SECOND_MS) : [],
  );
  return reconcileAndRemember;
}
