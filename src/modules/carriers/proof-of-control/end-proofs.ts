/** What ends proofs of control by itself: a sale, another contact in the federal record, a paper that falls, a year, a contest that is upheld. */
import { oldestFirst, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { type Actor, systemActor } from '../../../platform/kernel/actor';
import type { Platform } from '../../../platform/platform';
import type { Audit } from '../../audit';
import type { Documents } from '../../documents';
import type { CarrierRecord } from '../carrier-profile';
import type { CarriersConfig } from '../carriers.config';
import { proofOfControlChanged } from '../carriers.events';
import type { ContactHasher } from './contact-hash';
import type { ControlProof } from './proof-of-control.model';
import { PROOF_LIFE_MS, restsOn } from './proof-of-control.rules';
import type { Proofs } from './proofs';

type Cause = 'SOLD' | 'CONTACTS_CHANGED' | 'PAPER_FELL' | 'LAPSED' | 'REVOKED';

const SOLD = 'The company was sold; who owns it now proves control anew.';
const CONTACTS_CHANGED =
  'The federal record names another e-mail address or telephone number now. Prove control with a new code, or ask for a ' +
  'review.';
const PAPER_FELL =
  'A paper that it rested on was rejected, replaced or deleted. Hand in papers that hold, and ask for a review.';
const LAPSED = 'It was given a year ago. Prove control again.';

export type EndProofs = ReturnType<typeof createEndProofs>;

export function createEndProofs(
  platform: Platform<CarriersConfig>,
  {
    audit,
    documents,
    proofs,
    contacts,
  }: { audit: Audit; documents: Documents; proofs: Proofs; contacts: ContactHasher },
) {
  const { clock, database, events, log } = platform;

  /** A locked row. What was revoked comes back by a review alone; what merely ended, by a new code as well. */
  async function end(row: ControlProof, actor: Actor, cause: Cause, reason: string): Promise<void> {
    const now = clock.now();
    const { userId, usdot, level, reviewState } = row;
    const revoked = cause === 'REVOKED';
    // A request for a review outlives what ends a proof but a sale and a revocation, which answer it.
    const answered = cause === 'SOLD' || (revoked && reviewState === 'PENDING');
    await row.update({
      level: 0,
      levelSince: now,
      evidence: null,
      papers: null,
      liveSession: null,
      codeHash: null,
      codeTriesLeft: 0,
      ...(answered
        ? { reviewState: revoked ? 'DECLINED' : null, reviewReason: revoked ? reason : null }
        : {}),
      ...(revoked ? { revokedAt: now, revokedReason: reason } : {}),
      endedAt: now,
      updatedAt: now,
    });
    await audit.record({
      actor,
      action: revoked ? 'proof_of_control.revoked' : 'proof_of_control.ended',
      subject: { type: 'proof_of_control', id: row.id },
      reason,
      detail: { userId, usdot, level },
    });
    await events.emit(proofOfControlChanged, { userId, usdot, level: 0, cause, reason });
  }

  /** With each reading: who was reached where the carrier is not reached any more has proved nothing about it. */
  async function whereContactsChanged(record: CarrierRecord): Promise<void> {
    const { usdot } = record.profile;
    const contactHash = contacts.of(record);
    if (contactHash === null) return;
    const isAsItWas = (row: ControlProof) => contacts.differs(row.contactHash, record) === false;
    if ((await proofs.listBegun(usdot)).every(isAsItWas)) return;
    await database.atomically(async () => {
      for (const row of await proofs.lockBegun(usdot)) {
        const changed = contacts.differs(row.contactHash, record) === true;
        if (changed && (row.level > 0 || row.codeHash !== null)) {
          await end(row, systemActor('carriers.contacts'), 'CONTACTS_CHANGED', CONTACTS_CHANGED);
        }
        if (!isAsItWas(row)) await row.update({ contactHash });
      }
    });
  }

  /** Whatever of these documents a proof rests on: it may hold again by now, or another may have fallen. In the ambient unit. */
  async function wherePapersFell(ownerId: string, documentIds: readonly string[]): Promise<void> {
    // A note is enough there.
    if (platform.config.CONTROL_PROOF === 'note') return;
    const rows = await proofs.lockOwn(ownerId);
    // What an administrator keeps of a session is theirs.
    const subjects = (await Promise.all(documentIds.map(documents.subjectsOf))).flat();
    const others = subjects.filter(({ kind, id }) => kind === 'proof' && rows.every((row) => row.id !== id));
    for (const id of [...new Set(others.map((other) => other.id))].sort()) {
      const row = await proofs.lockById(id);
      if (row) rows.push(row);
    }
    for (const row of rows) {
      const papers = restsOn(row);
      if (row.level < 2 || !papers.some((id) => documentIds.includes(id))) continue;
      if ((await documents.findFallen(papers)).length === 0) continue;
      await end(row, systemActor('carriers.papers'), 'PAPER_FELL', PAPER_FELL);
    }
  }

  const lapse = (id: string) =>
    database.atomically(async () => {
      const row = await proofs.lockById(id);
      if (!row || row.level === 0 || (row.levelSince ?? 0) > clock.now() - PROOF_LIFE_MS) return;
      await end(row, systemActor('carriers.lapse'), 'LAPSED', LAPSED);
    });

  return {
    whereContactsChanged,
    wherePapersFell,

    /** A locked row, by an admin's word; a code alone does not bring it back. */
    revoke: (row: ControlProof, actor: Actor, reason: string): Promise<void> =>
      end(row, actor, 'REVOKED', reason),

    /** In the unit of the sale: everybody's. */
    async atSale(usdot: number): Promise<void> {
      for (const row of await proofs.lockBegun(usdot)) {
        await end(row, systemActor('carriers.sale'), 'SOLD', SOLD);
      }
    },

    /** In the unit of the decision: everybody's but that of whoever contested. */
    async ofOthers(usdot: number, userId: string, actor: Actor, reason: string): Promise<void> {
      for (const row of await proofs.lockBegun(usdot)) {
        if (row.userId !== userId) await end(row, actor, 'REVOKED', reason);
      }
    },

    lapsed: (signal: AbortSignal): Promise<void> =>
      sweep(
        log,
        selectKeyset<{ id: string }>(database, {
          name: 'carriers.lapsed_proofs',
          order: oldestFirst('levelSince'),
          select: 'id, levelSince',
          from: 'control_proofs',
          where: ['level > 0', 'levelSince <= :since'],
          values: { since: clock.now() - PROOF_LIFE_MS },
        }),
        ({ id }) => lapse(id),
        signal,
      ),
  };
}
