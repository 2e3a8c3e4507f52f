/** What a listing keeps of its carrier's federal record, read-only for the seller. Null: not known. */
import { z } from 'zod';
import { type CarrierProfile, forwarderAuthorities } from '../carriers';
import { AUTHORITY_KINDS } from './listing.fields';

const orNull = <Shape extends z.ZodType>(shape: Shape) => shape.nullable().default(null);

export const ListedCarrier = z.strictObject({
  usdot: z.int(),
  legalName: orNull(z.string()),
  dbaName: orNull(z.string()),
  entityType: orNull(z.string()),
  /** As `MC123456`. */
  dockets: z.array(z.string()),
  city: orNull(z.string()),
  state: orNull(z.string()),
  authorities: z.array(
    z.strictObject({
      kind: z.enum(AUTHORITY_KINDS),
      status: z.enum(['ACTIVE', 'INACTIVE', 'NONE']).nullable(),
      docketNumber: z.string().nullable(),
    }),
  ),
  /** When the USDOT number was assigned, `YYYY-MM-DD`. */
  registeredOn: orNull(z.string()),
  liabilityOnFileCents: orNull(z.int()),
  liabilityRequiredCents: orNull(z.int()),
  cargoOnFileCents: orNull(z.int()),
  safetyRating: orNull(z.enum(['SATISFACTORY', 'CONDITIONAL', 'UNSATISFACTORY', 'NOT_RATED'])),
  safetyRatedOn: orNull(z.string()),
  vehicleOutOfServicePct: orNull(z.number()),
  driverOutOfServicePct: orNull(z.number()),
  crashes: orNull(z.int()),
  powerUnits: orNull(z.int()),
  drivers: orNull(z.int()),
  riskScore: z.number(),
  source: z.enum(['FMCSA', 'RECORDED', 'FICTIONAL']),
  retrievedAt: z.number(),
});
export type ListedCarrier = z.output<typeof ListedCarrier>;

/** `riskScore`: points from 0 (best) to 100. */
export function listedCarrierOf(profile: CarrierProfile, riskScore: number): ListedCarrier {
  const { identity, insurance, safety, fleet } = profile;
  return {
    usdot: profile.usdot,
    legalName: identity.legalName,
    dbaName: identity.dbaName,
    entityType: identity.entityType,
    dockets: profile.dockets ?? [],
    city: identity.address.city,
    state: identity.address.state,
    authorities: [
      ...(profile.authorities ?? []).map(({ kind, status, docketNumber }) => ({
        kind,
        status,
        docketNumber,
      })),
      ...forwarderAuthorities(profile).map((forwarder) => ({
        kind: 'FREIGHT_FORWARDER' as const,
        ...forwarder,
      })),
    ],
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
