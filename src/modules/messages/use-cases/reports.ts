/** Reports of conversations: made by a member, read and decided by admins, who read no other conversation. */
import { modelKeyset, oldestFirst, readPage } from '../../../platform/db/keyset';
import { notFound } from '../../../platform/http/problem';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { User } from '../../identity';
import type { Message, Report } from '../message.model';
import type { MessagesContext } from '../messages.context';
import { conversationReportDecided, conversationReported } from '../messages.events';
import { alreadyReported, noSuchConversation, reportDecided } from '../messages.problems';
import type { ReportDecision, ReportQuery } from '../messages.schema';
import type { AuditAction } from '../../audit';
import { lowerCase } from '../../../platform/kernel/lower-case';

export type Reports = ReturnType<typeof createReports>;

export function createReports({ platform, store, deputies, audit, identity }: MessagesContext) {
  const { database, clock, events } = platform;

  const newsOf = ({ id: reportId, conversationId, reporterId, reportedId }: Report) => ({
    ...{ reportId, conversationId, reporterId, reportedId },
  });

  const note = (actor: UserActor, action: AuditAction, report: Report, reason?: string) =>
    audit.record({
      actor,
      action,
      subject: { type: 'conversation_report', id: report.id },
      ...(reason === undefined ? {} : { reason }),
      detail: { conversationId: report.conversationId, reportedId: report.reportedId },
    });

  const peopleOf = (reports: readonly Report[]): Promise<Map<string, User>> =>
    identity.findUsers([
      ...new Set(reports.flatMap((each) => [each.reporterId, each.reportedId, each.decidedBy ?? []].flat())),
    ]);

  /** @throws not_found, forbidden where the admin is a party to it, report_decided */
  async function getOpen(actor: UserActor, id: string, lock: boolean): Promise<Report> {
    const report = await store.reports.findByPk(id, { lock });
    if (!report) throw notFound('There is no such report.');
    refuseOwnThing(actor, report.reporterId, report.reportedId);
    if (report.state !== 'OPEN') throw reportDecided(`It was ${report.state.toLowerCase()}.`);
    return report;
  }

  return {
    report: (actor: UserActor, partnerId: string, reason: string): Promise<Report> =>
      database.atomically(async () => {
        const reporterId = actor.userId;
        await deputies.refuseOtherSide(actor, partnerId);
        const conversation = await store.findLocked(reporterId, partnerId);
        if (!conversation || conversation.messageCount === 0) throw noSuchConversation();
        const conversationId = conversation.id;
        if (await store.reports.count({ where: { conversationId, reporterId, state: 'OPEN' } })) {
          throw alreadyReported('Your report of this conversation waits for a decision.');
        }
        const report = await store.reports.create({
          id: newId(),
          ...{ conversationId, reporterId, reportedId: partnerId, reason },
          ...{ state: 'OPEN', openedAt: clock.now(), closedAt: null, decidedBy: null, decision: null },
        });
        await note(actor, conversationReported.name, report, reason);
        await events.emit(conversationReported, newsOf(report));
        return report;
      }),

    /** The longest wait first. */
    async listReports(query: ReportQuery) {
      const { items, pagination } = await readPage(
        modelKeyset(store.reports, {
          name: 'messages.reports',
          order: oldestFirst('openedAt'),
          where: { state: query.state },
        }),
        query,
      );
      const people = await peopleOf(items);
      return { items: items.map((report) => ({ report, people })), pagination };
    },

    /** Each opening leaves an audit line. Newest first, also what was deleted and is not erased yet. */
    readReported: (
      actor: UserActor,
      reportId: string,
      query: PageQuery,
    ): Promise<{ page: Page<Message>; people: Map<string, User> }> =>
      database.atomically(async () => {
        const report = await getOpen(actor, reportId, false);
        await note(actor, 'conversation.read_by_admin', report);
        const { conversationId } = report;
        const rows = modelKeyset(store.messages, {
          name: 'messages.reported',
          order: [['seq', 'DESC']],
          where: { conversationId },
        });
        const page = await readPage(rows, { ...query, reportId });
        return { page, people: await peopleOf([report]) };
      }),

    /** Upheld, the conversation is blocked for the reporter, who may open it again. */
    decideReport: (actor: UserActor, reportId: string, { decision, reason }: ReportDecision) =>
      database.atomically(async () => {
        const report = await getOpen(actor, reportId, true);
        const now = clock.now();
        await report.update({ state: decision, closedAt: now, decidedBy: actor.userId, decision: reason });
        if (decision === 'UPHELD') {
          await store.sides.update(
            { blockedAt: now },
            { where: { memberId: report.reporterId, partnerId: report.reportedId, blockedAt: null } },
          );
        }
        await note(actor, `conversation.report_${lowerCase(decision)}`, report, reason);
        await events.emit(conversationReportDecided, { ...newsOf(report), outcome: decision });
        return { report, people: await peopleOf([report]) };
      }),
  };
}
