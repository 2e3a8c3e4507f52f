/** Every guard that a process can name. */
import { carrierGuards } from './carrier.rules';
import { checklistGuards } from './checklist.rules';
import { consentGuards } from './consent.rules';
import type { Guard } from './guard';
import { moneyGuards } from './money.rules';

const all = { ...consentGuards, ...moneyGuards, ...checklistGuards, ...carrierGuards };

export type GuardName = keyof typeof all;
export const guards: Readonly<Record<GuardName, Guard>> = all;
