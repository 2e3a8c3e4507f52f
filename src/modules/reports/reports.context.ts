/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Documents } from '../documents';
import type { Identity } from '../identity';
import type { Listings } from '../listings';
import type { Reviews } from '../reviews';
import type { Reports } from './report.model';

export interface ReportsDeps {
  audit: Audit;
  documents: Documents;
  identity: Identity;
  listings: Listings;
  reviews: Reviews;
}

export interface ReportsContext extends ReportsDeps {
  platform: Platform;
  reports: Reports;
}
