/** What a price comes to beside it, by the public settings: the fee, the usual deposit. Whole cents, as the server rounds. */

interface Settings {
  transactionFeeBasisPoints: number;
  depositBasisPoints: number;
  depositLeastCents: number;
  depositMostCents: number;
}

/** `basisPoints`: hundredths of a percent. */
export const shareOf = (cents: number, basisPoints: number): number =>
  Math.floor((cents * basisPoints + 5_000) / 10_000);

export const feeOf = (priceCents: number, { transactionFeeBasisPoints }: Settings): number =>
  shareOf(priceCents, transactionFeeBasisPoints);

export function depositOf(priceCents: number, settings: Settings): number {
  const { depositBasisPoints, depositLeastCents, depositMostCents } = settings;
  const share = shareOf(priceCents, depositBasisPoints);
  return Math.min(priceCents, Math.max(depositLeastCents, Math.min(depositMostCents, share)));
}
