/**
 * Holds every act of a signed-in person against the action log, derived from the endpoints: one that changed rows wrote
 * down who did it, in whichever test it is done. Every operation is done in one: each has an example recorded there.
 */
import type { Sequelize } from 'sequelize';
import type { App } from '../../src/app';
import { logContextField } from '../../src/platform/kernel/logger';

/** Sequelize reads its options at every statement, but does not tell TypeScript that it has them. */
type WithOptions = Sequelize & { options: { logging: false | ((line: string) => void) } };

/** What people keep for themselves and want to read, a form that is opened, and messages, which name who wrote them. */
const NOT_WRITTEN_DOWN: readonly string[] = [
  'POST /messages',
  'POST /transactions/{id}/messages',
  'POST /listings/{id}/save',
  'DELETE /listings/{id}/save',
  'DELETE /notifications/clear',
  'DELETE /notifications/{id}',
  'POST /payments/setup-intent',
  'PUT /users/me/notification-preferences',
];

/** What people have read. */
const READ = /^PUT .*\/read(?:-all)?$/;

/**
 * Not an insert that leaves what is there, which makes an empty row to lock; nor at the sandbox, which is the outside; nor
 * the answer under its key, which is kept of what had no effect as well.
 */
const CHANGE =
  /^Executing \([^)]*\): \s*(?:INSERT INTO|UPDATE(?: OR IGNORE| IGNORE)?|DELETE FROM) [`"]?(?!sandbox_|idempotency_keys)(\w+)/i;

/** What a dead-lock undid is done again, or found done by another. */
const UNDONE = /^Executing \([^)]*\): ROLLBACK;?$/;
const KEPT = /^Executing \([^)]*\): COMMIT;?$/;

interface Act {
  changed: boolean;
  /** Some of what it changed is committed. */
  kept: boolean;
  recorded: boolean;
  /** What is done, to what, by whom. */
  what: string;
  /** The same, asked for while it was under way: one begins it with its line, another may be the one that ends it. */
  beside: Set<Act>;
}

/** Answers what was done without a line so far. */
export function holdActsAgainstLog({ endpoints, platform }: Pick<App, 'endpoints' | 'platform'>): string[] {
  const acts = new Map<unknown, Act>();
  const unrecorded: string[] = [];
  /** An act that was cut short goes on under its key, and has its line from before. */
  const recordedKeys = new Set<string | undefined>();
  (platform.database.sequelize as WithOptions).options.logging = (line) => {
    const act = acts.size > 0 && acts.get(logContextField('requestId'));
    if (!act) return;
    if (KEPT.test(line)) act.kept = act.changed;
    if (UNDONE.test(line)) act.changed = act.kept;
    const table = CHANGE.exec(line)?.[1];
    if (!table) return;
    if (table === 'audit_entries') act.recorded = true;
    else act.changed = true;
  };
  for (const endpoint of endpoints) {
    const { handle, contract } = endpoint;
    const name = `${contract.method.toUpperCase()} ${contract.path}`;
    const isAct = contract.method !== 'get' && contract.access !== 'public';
    if (!isAct || NOT_WRITTEN_DOWN.includes(name) || READ.test(name)) continue;
    Object.assign(endpoint, {
      handle: async (call: Parameters<typeof handle>[0]) => {
        const what = `${name} ${JSON.stringify(call.params)} ${call.actor?.userId ?? ''}`;
        const beside = new Set([...acts.values()].filter((other) => other.what === what));
        const act: Act = { changed: false, kept: false, recorded: false, what, beside };
        for (const other of beside) other.beside.add(act);
        acts.set(call.request.id, act);
        const key = call.request.header('idempotency-key');
        try {
          const answer = await handle(call);
          // The line goes in when the unit ends, which may be further out.
          platform.database.afterCommit(() => {
            const hasLine = act.recorded || [...beside].some(({ recorded }) => recorded);
            if (act.changed && !hasLine && !recordedKeys.has(key)) unrecorded.push(name);
            if (act.recorded && key !== undefined) recordedKeys.add(key);
            acts.delete(call.request.id);
          });
          return answer;
        } catch (error) {
          if (act.recorded && key !== undefined) recordedKeys.add(key);
          acts.delete(call.request.id);
          throw error;
        }
      },
    });
  }
  return unrecorded;
}
