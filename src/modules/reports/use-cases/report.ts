/** Somebody reports a user, a listing, a review or a document, reads what became of it, and takes a report back. */
import { UniqueConstraintError } from 'sequelize';
import { modelKeyset, newestFirst, readPage } from '../../../platform/db/keyset';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { Report } from '../report.model';
import { MOST_OPEN } from '../report.rules';
import type { ReportsContext } from '../reports.context';
import { reportMade } from '../reports.events';
import {
  noSuchReport,
  nothingToReport,
  ownSubject,
  reportClosed,
  reportOpen,
  tooManyReports,
} from '../reports.problems';
import type { NewReport } from '../reports.schema';
import type { AuditAction } from '../../audit';

export type MakeReport = ReturnType<typeof createReport>;

export function createReport({
  platform,
  reports,
  audit,
  documents,
  identity,
  listings,
  reviews,
}: ReportsContext) {
  const { database, clock, events } = platform;

  /** Whose it is, where the reporter can see it: nobody learns by a report what there is. */
  async function findReported(actor: UserActor, { type, id }: NewReport['subject']): Promise<string | null> {
    if (type === 'USER') return (await identity.findUsers([id])).get(id)?.status === 'ACTIVE' ? id : null;
    if (type === 'LISTING') {
      return (await listings.mayFind(actor, id))
        ? ((await listings.findListing(id))?.sellerId ?? null)
        : null;
    }
    if (type === 'DOCUMENT') return documents.findOwner(actor, id);
    const review = await reviews.findShown(id);
    if (!review) return null;
    // Its author reports the reply.
    return review.authorId === actor.userId ? review.subjectId : review.authorId;
  }

  const note = (actor: UserActor, action: AuditAction, { id, subjectType, subjectId, reportedId }: Report) =>
    audit.record({
      actor,
      action,
      subject: { type: 'report', id },
      detail: { subjectType, subjectId, reportedId },
    });

  async function open(actor: UserActor, given: NewReport): Promise<Report> {
    const { subject, category, description } = given;
    const reporterId = actor.userId;
    const reportedId = await findReported(actor, subject);
    if (reportedId === null) throw nothingToReport();
    if (reportedId === reporterId) throw ownSubject('You cannot report what is yours.');
    await identity.lockUser(reporterId);
    const openOnes = await reports.count({ where: { reporterId, state: 'OPEN' } });
    if (openOnes >= MOST_OPEN) throw tooManyReports(`At most ${MOST_OPEN} wait for a decision at a time.`);
    const report = await reports.create({
      id: newId(),
      ...{ reporterId, subjectType: subject.type, subjectId: subject.id, reportedId },
      ...{ category, description, state: 'OPEN', openedAt: clock.now() },
      openKey: `${reporterId}:${subject.type}:${subject.id}`,
    });
    await note(actor, reportMade.name, report);
    const { id: reportId, subjectType, subjectId } = report;
    await events.emit(reportMade, { reportId, reporterId, subjectType, subjectId });
    return report;
  }

  return {
    async report(actor: UserActor, given: NewReport): Promise<Report> {
      try {
        return await database.atomically(() => open(actor, given));
      } catch (error) {
        if (!(error instanceof UniqueConstraintError)) throw error;
        throw reportOpen('Your report of this waits for a decision.');
      }
    },

    listOwnReports: ({ userId }: UserActor, query: PageQuery): Promise<Page<Report>> =>
      readPage(
        modelKeyset(reports, {
          name: 'reports.own',
          order: newestFirst('openedAt'),
          where: { reporterId: userId },
        }),
        { ...query, userId },
      ),

    withdrawReport: (actor: UserActor, id: string): Promise<Report> =>
      database.atomically(async () => {
        const report = await reports.findByPk(id, { lock: true });
        if (report?.reporterId !== actor.userId) throw noSuchReport();
        if (report.state !== 'OPEN') throw reportClosed(`It is ${report.state.toLowerCase()}.`);
        await report.update({ state: 'WITHDRAWN', openKey: null, closedAt: clock.now() });
        await note(actor, 'report.withdrawn', report);
        return report;
      }),
  };
}
