/** Linked carriers as a reader sees them: what two records share, and never the shared value itself. */
import type { z } from 'zod';
import { iso } from '../../../platform/kernel/clock';
import { discountWords, type FileKind, type Link, linkWords } from './links.rules';
import type { LinksShape } from './links.schema';
import type { LinkedCarrier } from './read-links';

type Wire = z.input<typeof LinksShape>;

const presentLink = (link: Link): Wire['links'][number] => ({
  usdot: link.usdot,
  legalName: link.legalName,
  state: link.state,
  standing: link.standing,
  addedOn: link.addedOn,
  orderedOn: link.orderedOn,
  revokedOn: link.revokedOn,
  shared: link.shared,
  via: link.via,
  restartDays: link.restartDays,
  restartAfter: link.restartAfter,
  shows: `FMCSA record shows ${linkWords(link)}`,
});

export const presentLinks = ({ profile, freshness, found }: LinkedCarrier): Wire => ({
  usdot: profile.usdot,
  legalName: profile.identity.legalName,
  known: found !== null,
  links: found?.links.map(presentLink) ?? [],
  discounted: found?.discounted.map(discountWords) ?? [],
  files:
    found?.files.map(({ kind, rowsDone, endedAt }) => ({
      kind: kind as FileKind,
      rows: rowsDone,
      loadedAt: iso(endedAt),
    })) ?? [],
  source: profile.source,
  retrievedAt: iso(profile.retrievedAt),
  ageSeconds: Math.max(0, Math.floor(freshness.ageMs / 1_000)),
  stale: freshness.stale,
});
