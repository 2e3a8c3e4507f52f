/** Writes an entry of the action log, in the unit that does what it reports. */
import type { Actor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { logContextField } from '../../../platform/kernel/logger';
import { redact, redactText } from '../../../platform/kernel/redact';
import type { Platform } from '../../../platform/platform';
import type { AuditAction } from '../actions';

export interface NewEntry {
  actor: Actor;
  /** Subject and past-tense verb: `offer.accepted`. */
  action: AuditAction;
  subject: { type: string; id: string };
  /** The reason that the actor gave. */
  reason?: string;
  /** Further facts; secrets are redacted by name and by pattern. */
  detail?: Record<string, unknown>;
}

const REASON_LENGTH = 2_000;
const REQUEST_ID_LENGTH = 100;

export const createRecord =
  ({ database, clock }: Platform) =>
  async ({ actor, action, subject, reason, detail: given }: NewEntry): Promise<void> => {
    const requestId = logContextField('requestId');
    const detail = { ...given, ...onWhoseBehalf(actor) };
    await database.insertLast('audit_entries', [
      {
        id: newId(),
        occurredAt: clock.now(),
        actorKind: actor.kind,
        actorId: actor.kind === 'user' ? actor.userId : actor.name,
        action,
        subjectType: subject.type,
        subjectId: subject.id,
        reason: reason === undefined ? null : redactText(reason).slice(0, REASON_LENGTH),
        detail: Object.keys(detail).length === 0 ? null : JSON.stringify(redact(detail)),
        requestId: typeof requestId === 'string' ? requestId.slice(0, REQUEST_ID_LENGTH) : null,
      },
    ]);
  };

/** The user is the actor of what is done in their name; the admin, deputy or key behind it is named in the detail. */
const onWhoseBehalf = (actor: Actor): Record<string, unknown> => {
  if (actor.kind !== 'user') return {};
  return {
    ...(actor.impersonator ? { impersonatedBy: actor.impersonator.userId } : {}),
    ...(actor.deputy ? { deputy: actor.deputy.userId, grant: actor.deputy.grantId } : {}),
    ...(actor.apiKey ? { program: actor.apiKey.id } : {}),
  };
};
