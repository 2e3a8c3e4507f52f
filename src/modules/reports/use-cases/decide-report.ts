/** Admins read reports and decide them; what they decide is done in the same unit, by the module whose thing it is. */
import { readPage } from '../../../platform/db/keyset';
import { recordKeyset } from '../../../platform/db/records';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import type { UserActor } from '../../../platform/kernel/actor';
import { oneOf } from '../../../platform/kernel/one-of';
import type { Page } from '../../../platform/kernel/page';
import { selectUserIds, type User } from '../../identity';
import { selectListingIds } from '../../listings';
import type { Outcome, Report } from '../report.model';
import { refuseOutcome } from '../report.rules';
import type { ReportsContext } from '../reports.context';
import { contentActedOn, reportDecided } from '../reports.events';
import { noSuchReport, outcomeNotFitting, reportClosed } from '../reports.problems';
import type { ReportDecision, ReportQuery } from '../reports.schema';

export interface ReportRow {
  report: Report;
  people: Map<string, User>;
  openAbout: number;
}

export type DecideReport = ReturnType<typeof createDecideReport>;

export function createDecideReport(context: ReportsContext) {
  const { platform, reports, audit, documents, identity, listings, reviews } = context;
  const { database, clock, events } = platform;

  async function withPeople(rows: Report[]): Promise<ReportRow[]> {
    const people = await identity.findUsers([
      ...new Set(rows.flatMap((each) => [each.reporterId, each.reportedId, each.decidedBy ?? []].flat())),
    ]);
    return Promise.all(
      rows.map(async (report) => ({
        report,
        people,
        openAbout: await reports.count({
          where: { subjectType: report.subjectType, subjectId: report.subjectId, state: 'OPEN' },
        }),
      })),
    );
  }

  /** Where it is so already, the decision is written down all the same. */
  async function act(actor: UserActor, report: Report, outcome: Outcome, message: string): Promise<void> {
    const { subjectType, subjectId, reportedId } = report;
    if (outcome === 'LISTING_SUSPENDED') {
      const listing = await listings.lockListing(subjectId);
      if (listing.status !== 'SUSPENDED') await listings.suspend(subjectId, message, actor);
    }
    if (outcome === 'USER_SUSPENDED') {
      const user = await identity.getUser(reportedId);
      if (user.roles.includes('admin'))
        throw outcomeNotFitting('Suspend an administrator on their own page, which asks for a fresh check.');
      if (user.status === 'ACTIVE') await identity.suspendUser(actor, reportedId, message);
    }
    if (outcome === 'CONTENT_HIDDEN') {
      if (subjectType === 'DOCUMENT') await documents.hide(actor, subjectId, message);
      else await reviews.hideFor(actor, subjectId, reportedId, message);
    }
  }

  /** Suspensions and hidden content are told by the modules that did it. */
  const isToldHere = (outcome: Outcome): outcome is 'WARNING' => outcome === 'WARNING';

  async function close(report: Report, actor: UserActor, { outcome, reason }: ReportDecision) {
    await report.update({
      ...{ state: 'DECIDED', openKey: null, outcome, reason },
      ...{ closedAt: clock.now(), decidedBy: actor.userId },
    });
    const { id: reportId, reporterId, reportedId, subjectType, subjectId } = report;
    await audit.record({
      ...{ actor, action: reportDecided.name, subject: { type: 'report', id: reportId }, reason },
      detail: { outcome, subjectType, subjectId, reportedId },
    });
    await events.emit(reportDecided, {
      ...{ reportId, reporterId, subjectType, subjectId, acted: outcome !== 'NO_ACTION' },
    });
  }

  return {
    async listReports(query: ReportQuery): Promise<Page<ReportRow>> {
      const { state, reportedId } = query;
      const source = {
        ...{ name: 'reports.admin', at: 'openedAt' },
        equal: { state: state === 'ALL' ? undefined : state, reportedId },
        searchedIn: {
          ...{ texts: ['description'], ids: ['id'] },
          through: [
            { columns: ['reporterId', 'reportedId'], select: selectUserIds },
            { columns: ['subjectId'], select: selectListingIds },
          ],
        },
      };
      const { items, pagination } = await readPage(recordKeyset(database, reports, source, query), query);
      return { items: await withPeople(items), pagination };
    },

    /** One decision for all that is open about the subject and the same person, but for what the admin reported. */
    decideReport: (actor: UserActor, id: string, decision: ReportDecision): Promise<ReportRow> =>
      database.atomically(async () => {
        const { outcome, message } = decision;
        const found = await reports.findByPk(id);
        if (!found) throw noSuchReport();
        refuseOwnThing(actor, found.reporterId, found.reportedId);
        const { subjectType, subjectId, reportedId } = found;
        // The listing before the reports, as everywhere.
        if (subjectType === 'LISTING') await listings.lockListing(subjectId);
        const open = await reports.findAll({
          where: { subjectType, subjectId, reportedId, state: 'OPEN' },
          order: [['id', 'ASC']],
          lock: true,
        });
        const report = open.find((each) => each.id === id);
        if (!report) throw reportClosed('Another administrator decided it, or it was withdrawn.');
        const refused = refuseOutcome(subjectType, outcome, message);
        if (refused) throw outcomeNotFitting(refused.because);
        await act(actor, report, outcome, message ?? '');
        for (const each of open.filter(({ reporterId }) => reporterId !== actor.userId)) {
          await close(each, actor, decision);
        }
        if (isToldHere(outcome) && message !== undefined) {
          await events.emit(contentActedOn, { userId: reportedId, subjectType, subjectId, outcome, message });
        }
        return oneOf(await withPeople([report]));
      }),
  };
}
