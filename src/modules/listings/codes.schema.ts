/** The codes of a card, each with its name in the document. */
import { z } from 'zod';
import { RISK_BANDS } from './bands.rules';
import { AMAZON_STATUSES, AUTHORITY_KINDS, CARGO_TYPES, DEAL_STRUCTURES } from './listing.fields';

export const AuthorityKindName = z
  .enum(AUTHORITY_KINDS)
  .meta({ id: 'AuthorityKind', description: 'A kind of operating authority.' });
export const RatingName = z
  .enum(['SATISFACTORY', 'CONDITIONAL', 'UNSATISFACTORY', 'NOT_RATED'])
  .meta({ id: 'SafetyRating', description: 'A safety rating of FMCSA.' });
export const RiskBandName = z
  .enum(RISK_BANDS)
  .meta({ id: 'RiskBand', description: 'A range of the risk score, best first.' });
export const AmazonStatusName = z
  .enum(AMAZON_STATUSES)
  .meta({ id: 'AmazonStatus', description: 'Where an Amazon Relay account stands.' });
export const DealStructureName = z
  .enum(DEAL_STRUCTURES)
  .meta({ id: 'DealStructure', description: 'How a company changes hands.' });
export const CargoTypeName = z
  .enum(CARGO_TYPES)
  .meta({ id: 'CargoType', description: 'A cargo class of form MCS-150.' });
