/** The door of assistance: what administrators prepare for people, who confirm it alone, and answers given by telephone. */
import { BY_ID, modelKeyset, oldestFirst, selectKeyset } from '../../platform/db/keyset';
import { collect, sweep, walk } from '../../platform/db/walk';
import { systemActor } from '../../platform/kernel/actor';
import { afterOutageSql, putOffBy } from '../../platform/jobs/uptime';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { readEach } from '../../platform/kernel/unreadable';
import type { Platform } from '../../platform/platform';
import { userAccessVoided, userDeleted } from '../identity';
import type { AssistanceContext, AssistanceDeps } from './assistance.context';
import { defineAssistance } from './assistance.model';
import { UNDO_MS } from './assistance.rules';
import { adminAssistanceRoutes, assistanceRoutes } from './assistance.routes';
import { presentAnswer, presentPrepared } from './assistance.view';
import { createAnswerPrepared } from './use-cases/answer-prepared';
import { createPrepare } from './use-cases/prepare';
import { createTelephoneAnswers } from './use-cases/telephone-answers';

export * from './assistance.events';

const timer = systemActor('assistance.timer');

export function createAssistance(platform: Platform, deps: AssistanceDeps): void {
  const { clock, database, events, log, scheduler, uptime } = platform;
  const models = defineAssistance(database);
  const context: AssistanceContext = { ...deps, platform, models };
  const prepared = createAnswerPrepared(context);
  const telephone = createTelephoneAnswers(context);
  const prepare = createPrepare(context);
  platform.serve('Users', assistanceRoutes(prepared, telephone));
  platform.serve('Administration', adminAssistanceRoutes(prepare, telephone));

  const due = (table: string, status: string, column: string) =>
    selectKeyset<{ id: string }>(database, {
      name: `assistance.${table}`,
      order: oldestFirst(column),
      select: `id, ${column}`,
      from: table,
      where: [`status = '${status}'`, `${column} <= :now`],
      values: { now: clock.now() },
    });
  scheduler.every('assistance.expire', MINUTE_MS, (signal) =>
    sweep(
      log,
      due('prepared_drafts', 'WAITING', 'expiresAt'),
      ({ id }) => prepared.expire(timer, id),
      signal,
    ),
  );
  scheduler.every('assistance.take-answers', MINUTE_MS, (signal) =>
    sweep(
      log,
      due('telephone_answers', 'STANDING', 'takesEffectAt'),
      ({ id }) => telephone.takeDue(timer, id),
      signal,
    ),
  );
  // Silence takes an answer, and loses what was prepared, only while the person could speak. An answer leaves less than the day
  // that deadlines leave, so that it is not overtaken by the one that it came before.
  uptime.afterOutage(async (outage) => {
    const later = putOffBy(outage);
    await database.change(
      `UPDATE telephone_answers SET takesEffectAt = ${afterOutageSql('takesEffectAt')}
       WHERE status = 'STANDING' AND takesEffectAt > :since`,
      { ...later, leastAt: outage.until + UNDO_MS },
    );
    await database.change(
      `UPDATE prepared_drafts SET expiresAt = ${afterOutageSql('expiresAt')}
       WHERE status = 'WAITING' AND expiresAt > :since`,
      later,
    );
  });
  // Whoever had an administrator's account may have written it: nothing of it waits to be confirmed, or takes effect.
  events.on(userAccessVoided, 'assistance', { runs: 'unit' }, async ({ userId, at, recovered }) => {
    if (!recovered) return;
    await prepare.withdrawAllOf(timer, userId, at);
    await telephone.endAllRecordedBy(timer, userId, at);
  });
  events.on(userDeleted, 'assistance', { runs: 'unit' }, ({ userId }) => prepared.forget(timer, userId));

  deps.identity.contributesToExport('assistance', async ({ userId }) => {
    const own = { name: 'assistance.export', order: BY_ID, where: { userId } };
    return {
      prepared: readEach(await collect(walk(modelKeyset(models.prepared, own))), (row) =>
        presentPrepared(row),
      ),
      telephoneAnswers: readEach(await collect(walk(modelKeyset(models.answers, own))), presentAnswer),
    };
  });
}
