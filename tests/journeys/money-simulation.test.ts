/** A market at work for months, by chance: deals, wires, credits, subscriptions, payouts, disputes and a failing gateway. */
import { chosenSeed } from '../support/seeded';
import { type Journal, MoneySimulation } from '../support/simulate-money';
import { hasItsTurn, sized } from '../support/size';

const OPERATIONS = sized(3_000, 60);
const REPLAYED = sized(600, 8);
/** That the run can be had again is shown every other day, on one gateway and then on the other. */
const replays = hasItsTurn(process.env.TEST_GATEWAY === 'stripe' ? 2 : 0, 4);
const TOLD_AT_THE_END = 30;

interface Run {
  journal: Journal;
  books: string[];
}

async function simulate(seed: number, operations: number, jobsAtOnce?: number): Promise<Run> {
  const simulation = await MoneySimulation.begin(seed, jobsAtOnce);
  try {
    await simulation.run(operations);
    return { journal: simulation.journal, books: await simulation.readBooks() };
  } catch (error) {
    const last = simulation.journal.slice(-TOLD_AT_THE_END).join('\n');
    process.stdout.write(`MONEY_SEED=${seed} failed after:\n${last}\n`);
    throw error;
  } finally {
    await simulation.close();
  }
}

test('whatever is done, the books agree with the bank, the gateway and every deal', async () => {
  const { journal, books } = await simulate(chosenSeed(), OPERATIONS);
  expect(journal.length).toBeGreaterThan(OPERATIONS);
  expect(books.length).toBeGreaterThan(OPERATIONS / 10);
}, 3_600_000);

(replays ? test : test.skip)(
  'a seed gives the same run again, to the last transfer',
  async () => {
    const seed = chosenSeed();
    const [once, again] = [await simulate(seed, REPLAYED, 1), await simulate(seed, REPLAYED, 1)];
    expect(again.journal).toEqual(once.journal);
    expect(again.books).toEqual(once.books);
  },
  3_600_000,
);
