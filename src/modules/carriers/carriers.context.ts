/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Documents } from '../documents';
import type { Identity } from '../identity';
import type { CarriersConfig } from './carriers.config';
import type { CompanyParties, CompanySellers } from './company-parties';
import type { Contests } from './contests/contests';
import type { ContactHasher } from './proof-of-control/contact-hash';
import type { EndProofs } from './proof-of-control/end-proofs';
import type { Proofs } from './proof-of-control/proofs';
import type { Checking } from './use-cases/check-carrier';
import type { LookUps } from './use-cases/look-up';
import type { FindLinks } from './links/find-links';
import type { Search } from './use-cases/search';
import type { Waivers } from './waivers/waivers';
import type { Snapshots } from './use-cases/save-snapshot';

export interface CarriersDeps {
  audit: Audit;
  documents: Documents;
  identity: Identity;
}

export interface CarriersContext extends CarriersDeps {
  platform: Platform<CarriersConfig>;
  lookUps: LookUps;
  search: Search;
  findLinks: FindLinks;
  checking: Checking;
  snapshots: Snapshots;
  proofs: Proofs;
  parties: CompanyParties;
  sellers: Pick<CompanySellers, 'listsIt'>;
  contacts: ContactHasher;
  endProofs: EndProofs;
  contests: Contests;
  waivers: Waivers;
}
