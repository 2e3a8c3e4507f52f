/** Every guard that a process can name. */
import { carrierGuards } from './carrier.rules';
import { checklistGuards } from './checklist.rules';
import { consentGuards } from './consent.rules';
import type { Guard } from './guard';
import { moneyGuards } from './money.rules';
import { priceGuards } from './price.rules';
import { sidesGuards } from './sides.rules';
import { walkAwayGuards } from './walk-away.rules';

const all = {
  ...consentGuards,
  ...moneyGuards,
  ...checklistGuards,
  ...carrierGuards,
  ...walkAwayGuards,
  ...priceGuards,
  ...sidesGuards,
};

export type GuardName = keyof typeof all;
export const guards: Readonly<Record<GuardName, Guard>> = all;
