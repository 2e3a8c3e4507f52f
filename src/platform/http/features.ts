/** What can be switched off while the product runs: what begins by it is refused, what has begun goes on. */
import { problemKind } from './problem';

/** The setting that says whether it is on. */
export type Feature = `FEATURE_${string}`;

export const switchedOff = problemKind(
  'switched_off',
  403,
  'This is switched off at the moment',
  'What has begun goes on. GET /config lists what is switched off; try again when it is not.',
);

export interface Features {
  /** @throws switched_off */
  refuseOff(feature: Feature): void;
}

/** `read`: what a setting says at this moment. */
export const createFeatures = (
  declared: readonly { name: string; title: string }[],
  read: (name: string) => unknown,
): Features => ({
  refuseOff(feature) {
    const known = declared.find(({ name }) => name === feature);
    if (!known) throw new Error(`There is no setting ${feature}.`);
    if (read(feature) === false)
      throw switchedOff(`Switched off at the moment: ${known.title.toLowerCase()}.`);
  },
});
