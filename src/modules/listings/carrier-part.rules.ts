/** What a listing keeps of its carrier's federal record: read-only for the seller. Null means not known. */
import type { CarrierProfile } from '../carriers';

export interface ListedCarrier {
  usdot: number;
  legalName: string | null;
  dbaName: string | null;
  entityType: string | null;
  /** As `MC123456`. */
  dockets: string[];
  city: string | null;
  state: string | null;
  authorities: {
    kind: 'COMMON' | 'CONTRACT' | 'BROKER';
    status: 'ACTIVE' | 'INACTIVE' | 'NONE' | null;
    docketNumber: string | null;
  }[];
  /** When the USDOT number was given, `YYYY-MM-DD`. */
  registeredOn: string | null;
  liabilityOnFileCents: number | null;
  liabilityRequiredCents: number | null;
  cargoOnFileCents: number | null;
  safetyRating: 'SATISFACTORY' | 'CONDITIONAL' | 'UNSATISFACTORY' | 'NOT_RATED' | null;
  safetyRatedOn: string | null;
  vehicleOutOfServicePct: number | null;
  driverOutOfServicePct: number | null;
  crashes: number | null;
  powerUnits: number | null;
  drivers: number | null;
  riskScore: number;
  source: 'FMCSA' | 'RECORDED' | 'FICTIONAL';
  retrievedAt: number;
}

/** `riskScore`: points from 0 (best) to 100. */
export function carrierPartOf(profile: CarrierProfile, riskScore: number): ListedCarrier {
  const { identity, insurance, safety, fleet } = profile;
  return {
    usdot: profile.usdot,
    legalName: identity.legalName,
    dbaName: identity.dbaName,
    entityType: identity.entityType,
    dockets: profile.dockets ?? [],
    city: identity.address.city,
    state: identity.address.state,
    authorities: (profile.authorities ?? []).map(({ kind, status, docketNumber }) => ({
      kind,
      status,
      docketNumber,
    })),
    registeredOn: profile.registration.addedOn,
    liabilityOnFileCents: inCents(insurance.liability.onFileDollars),
    liabilityRequiredCents: inCents(insurance.liability.requiredDollars),
    cargoOnFileCents: inCents(insurance.cargo.onFileDollars),
    safetyRating: safety.rating,
    safetyRatedOn: safety.ratedOn,
    vehicleOutOfServicePct: safety.vehicle.ratePct,
    driverOutOfServicePct: safety.driver.ratePct,
    crashes: safety.crashes.total,
    powerUnits: fleet.powerUnits,
    drivers: fleet.drivers,
    riskScore,
    source: profile.source,
    retrievedAt: profile.retrievedAt,
  };
}

const inCents = (dollars: number | null): number | null => (dollars === null ? null : dollars * 100);
