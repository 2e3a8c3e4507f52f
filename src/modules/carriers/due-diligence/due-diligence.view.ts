/** The due-diligence report as the reader wants it: JSON, or the paper. */
import type { z } from 'zod';
import type { Download } from '../../../platform/http/download';
import { iso } from '../../../platform/kernel/clock';
import type { Days } from '../../../platform/paper/days';
import { downloadOf } from '../../../platform/paper/paper';
import { presentCarrier, presentChecks, presentHistory } from '../carriers.view';
import { presentLinks } from '../links/links.view';
import { dueDiligencePaper } from './due-diligence.paper';
import type { DueDiligenceQuery, DueDiligenceShape } from './due-diligence.schema';
import { openPoints } from './open-points.rules';
import type { DueDiligence } from './read-due-diligence';

function asJson(report: DueDiligence): z.input<typeof DueDiligenceShape> {
  const { profile, freshness, assessment, links, history, preparedAt } = report;
  const { known, links: found, discounted, files } = presentLinks({ profile, freshness, found: links });
  return {
    usdot: profile.usdot,
    preparedAt: iso(preparedAt),
    openPoints: openPoints(assessment, assessment.risk).map(
      ({ id, weight, title, shows, rule, source, points }) => ({
        ...{ id, weight, title, shows, rule, source, points },
      }),
    ),
    record: presentCarrier({ profile, freshness }),
    verdict: presentChecks(assessment),
    linked: { known, links: found, discounted, files },
    control: report.control && { ...report.control, since: iso(report.control.since) },
    documents: report.documents === null ? null : [...report.documents],
    changes: history.map(presentHistory),
  };
}

export const presentDueDiligence = (
  report: DueDiligence,
  { format }: DueDiligenceQuery,
  days: Days,
): z.input<typeof DueDiligenceShape> | Promise<Download> =>
  format === 'json'
    ? asJson(report)
    : downloadOf(dueDiligencePaper(report, days), `due-diligence-usdot-${report.profile.usdot}.pdf`);
