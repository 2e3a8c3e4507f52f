/** What the linked carriers have to keep to: what a measurement missed, in words. */
export const MOST_P99_MS = 50;
export const MOST_LOAD_MB = 300;

export interface LookedUp {
  p99Ms: number;
  chains: number;
  chainsFound: number;
}

export interface Loaded {
  code: number | null;
  peakMb: number;
}

export const missedOfLookUps = ({ p99Ms, chains, chainsFound }: LookedUp): string[] => [
  ...(p99Ms < MOST_P99_MS ? [] : [`p99 is ${p99Ms.toFixed(1)} ms, not below ${MOST_P99_MS}`]),
  ...(chains > 0 && chainsFound === chains ? [] : [`${chainsFound} of ${chains} chains found`]),
];

/** A peak of nothing was not measured. */
export const missedOfLoad = ({ code, peakMb }: Loaded): string[] => [
  ...(code === 0 ? [] : [`the load ended with ${code}`]),
  ...(peakMb > 0 && peakMb < MOST_LOAD_MB
    ? []
    : [`it held ${peakMb.toFixed(0)} MB, not below ${MOST_LOAD_MB}`]),
];
