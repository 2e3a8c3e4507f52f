/** The moves of a deal that are made in a dialog: what each asks, and the request that it becomes. */
import type { Deal, MoveName } from '../../api/deals';
import * as send from '../../api/deal-acts';
import type { components } from '../../api/schema';

export type Field =
  'reason' | 'maybeReason' | 'days' | 'price' | 'cause' | 'outcome' | 'split' | 'statement' | 'documents';

/** What was typed. A field that the act does not ask for stays as it begins. */
export interface Typed {
  reason: string;
  days: number;
  priceCents: number | null;
  cause: components['schemas']['Contingency'] | null;
  outcome: send.Outcome;
  sellerCents: number;
  statement: string;
  documentIds: string[];
}

interface Act {
  fields: readonly Field[];
  /** It cannot be taken back. */
  grave?: true;
  send(deal: Deal, typed: Typed, key: string): Promise<unknown>;
}

const splitOf = ({ heldCents }: Deal, { sellerCents }: Typed): send.Split => ({
  buyerCents: heldCents - sellerCents,
  sellerCents,
});
const maybe = ({ reason }: Typed) => (reason === '' ? {} : { reason });
const canceling = (grave?: true): Act => ({
  fields: ['reason'],
  ...(grave ? { grave } : {}),
  send: ({ id, version }, { reason }, key) => send.cancel(id, { version, reason }, key),
});
const withReason = (move: Parameters<typeof send.sayWhy>[1], grave?: true): Act => ({
  fields: ['reason'],
  ...(grave ? { grave } : {}),
  send: ({ id }, { reason }, key) => send.sayWhy(id, move, reason, key),
});

export const ACTS = {
  APPROVE: { fields: [], send: (deal, _typed, key) => send.approve(deal, key) },
  MARK_TRANSFERRED: { fields: [], send: (deal, _typed, key) => send.markTransferred(deal, key) },
  ACCEPT: { fields: [], grave: true, send: (deal, _typed, key) => send.acceptCompany(deal, key) },
  PROPOSE_EXTENSION: {
    fields: ['days', 'maybeReason'],
    send: ({ id, version }, typed, key) =>
      send.proposeExtension(id, { version, days: typed.days, ...maybe(typed) }, key),
  },
  PROPOSE_PRICE: {
    fields: ['price', 'maybeReason'],
    send: ({ id, version }, typed, key) =>
      send.proposePrice(id, { version, priceCents: typed.priceCents ?? 0, ...maybe(typed) }, key),
  },
  PROPOSE_SETTLEMENT: {
    fields: ['outcome', 'split', 'maybeReason'],
    send: (deal, typed, key) =>
      send.proposeSettlement(
        deal.id,
        { version: deal.version, outcome: typed.outcome, split: splitOf(deal, typed), ...maybe(typed) },
        key,
      ),
  },
  ADD_EVIDENCE: {
    fields: ['statement', 'documents'],
    send: ({ id }, { statement, documentIds }, key) => send.addStatement(id, { statement, documentIds }, key),
  },
  CANCEL: canceling(true),
  PROPOSE_CANCEL: canceling(),
  AGREE_CANCEL: canceling(true),
  ADMIN_CANCEL: {
    fields: ['split', 'reason'],
    grave: true,
    send: (deal, typed, key) =>
      send.cancel(
        deal.id,
        {
          version: deal.version,
          reason: typed.reason,
          ...(deal.heldCents > 0 ? { split: splitOf(deal, typed) } : {}),
        },
        key,
      ),
  },
  WALK_AWAY: {
    fields: ['cause', 'reason'],
    grave: true,
    send: ({ id, walkAwayCents }, { cause, reason }, key) =>
      send.walkAway(
        id,
        cause === null ? { costCents: walkAwayCents, reason } : { cause, costCents: 0, reason },
        key,
      ),
  },
  DISPUTE: withReason('DISPUTE'),
  OBJECT_TO_RELEASE: withReason('OBJECT_TO_RELEASE'),
  HOLD: withReason('HOLD'),
  RELEASE_HOLD: {
    fields: ['reason'],
    send: ({ id, version }, { reason }, key) => send.releaseHold(id, { version, reason }, key),
  },
  ADMIN_APPROVE: {
    fields: [],
    send: ({ id, version }, _typed, key) => send.clearForClosing(id, version, key),
  },
  ADMIN_EXTEND: {
    fields: ['days', 'reason'],
    send: ({ id, version }, { days, reason }, key) => send.extendDeadline(id, { version, days, reason }, key),
  },
  RESOLVE: {
    fields: ['outcome', 'split', 'reason'],
    grave: true,
    send: (deal, typed, key) =>
      send.resolveDispute(
        deal.id,
        {
          version: deal.version,
          outcome: typed.outcome,
          split: splitOf(deal, typed),
          reason: typed.reason,
        },
        key,
      ),
  },
} satisfies Partial<Record<MoveName, Act>>;

export type ActName = keyof typeof ACTS;
export const isAct = (move: MoveName): move is ActName => move in ACTS;
export const actOf = (name: ActName): Act => ACTS[name];
