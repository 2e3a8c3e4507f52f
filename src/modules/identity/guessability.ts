/** How hard a password is to guess, as attackers guess: words, names, dates and keyboard walks first (zxcvbn). */
import { once } from '../../platform/kernel/once';

/** As orders of magnitude of guesses: what a slow hash makes too dear to try for one account. */
const LEAST_GUESSES_LOG10 = 9;

/** The words of the trade, which no list of passwords of everybody has. */
const TRADE_WORDS = (
  'trucker trucking freight carrier broker dispatch dispatcher peterbilt kenworth freightliner mack volvo navistar ' +
  'cascadia flatbed reefer fmcsa usdot dot mcnumber docket escrow truckin truck trucks owneroperator owner operator bigrig ' +
  'rig diesel hauler haul hauling wheeler semi trailer loadboard ford fedex amazon relay'
).split(' ');

/** Of several words, and known to everybody who has read of passwords. */
const FAMOUS = ['correct horse battery staple', 'correcthorsebatterystaple'];

/** What is longer is not judged beyond this: judging takes longer than its length. */
const JUDGED_LENGTH = 64;

const loadJudge = once(async () => {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  });
});

/** `own`: the person's own words, which somebody who knows them tries first. */
export async function isGuessable(password: string, own: readonly string[]): Promise<boolean> {
  const judge = await loadJudge();
  const { guessesLog10 } = judge.check(password.slice(0, JUDGED_LENGTH), [...own, ...TRADE_WORDS, ...FAMOUS]);
  return guessesLog10 < LEAST_GUESSES_LOG10;
}
