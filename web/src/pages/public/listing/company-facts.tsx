/** What anyone may read of the company, with where each figure comes from. */
import type { Listing } from '../../../api/queries';
import { countBand, moneyBand } from '../../../format/band';
import { Chip } from '../../../ui/chip';
import { Facts } from '../../../ui/facts';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';

const { codes, common } = words;
const { listing: says } = publicWords;

const record = <Chip>{says.federalRecord}</Chip>;
const seller = <Chip>{says.sellerSays}</Chip>;

const named = <Code extends string>(
  values: readonly Code[],
  names: Readonly<Record<Code, string>>,
): string => (values.length === 0 ? common.notKnown : values.map((value) => names[value]).join(', '));

export const CompanyFacts = ({ listing }: { listing: Listing }) => (
  <Facts
    facts={[
      {
        name: says.state,
        value: listing.state ? (codes.usState[listing.state] ?? listing.state) : common.notKnown,
        source: record,
      },
      {
        name: says.years,
        value: listing.yearsActiveBand ? countBand(listing.yearsActiveBand) : common.notKnown,
        source: record,
      },
      {
        name: says.trucks,
        value: listing.fleetBand ? countBand(listing.fleetBand) : common.notKnown,
        source: record,
      },
      {
        name: says.insurance,
        value: listing.insuranceBand ? moneyBand(listing.insuranceBand) : common.notKnown,
        source: record,
      },
      { name: says.authority, value: named(listing.authorityKinds, codes.authorityKind), source: record },
      { name: says.rating, value: codes.safetyRating[listing.safetyRating], source: record },
      {
        name: says.deal,
        value: listing.dealStructure ? codes.dealStructure[listing.dealStructure] : common.notKnown,
        source: seller,
      },
      { name: says.cargo, value: named(listing.cargoTypes, codes.cargoType), source: seller },
      { name: says.amazon, value: codes.amazonStatus[listing.amazonRelayStatus], source: seller },
      {
        name: says.highway,
        value: listing.highwaySetUp ? says.highwayYes : says.highwayNo,
        source: seller,
      },
      {
        name: says.financing,
        value: listing.sellerFinancing ? says.financingYes : says.financingNo,
        source: seller,
      },
    ]}
  />
);
