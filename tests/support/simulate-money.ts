/** Months of a market's money in random operations from one seed, held against the bank and the gateway as it goes. */
import { recountFigures } from './recount-figures';
import { DAY_MS, HOUR_MS } from '../../src/platform/kernel/clock';
import type { TestUser } from './app';
import { setBankAccount } from './make-payments';
import { codeOf, type DealWorld, startDealWorld, succeed } from './make-transactions';
import { type Chance, seededChance } from './seeded';
import type { NetworkFault } from './stripe-stand-in';
import { createOffice, type Statement } from './simulate-office';
import { moneyAtStripe } from './stripe-money';
import { confirmWire, tryMove, type Walk, walkOf, type Who } from './walk-deal';

/** What was done, in order, without anything that differs between two runs of one seed. */
export type Journal = string[];

const DEALS_AT_ONCE = 4;
const CHECKED_EVERY = 40;
const PRICES = [1_000_000, 12_000_000, 40_000_000];
const HEADS = ['SIGNED', 'IN_REVIEW', 'PAYMENT_PENDING', 'INSPECTION', 'COMPLETED'] as const;
const CARDS = [
  'pm_card_visa',
  'pm_card_visa',
  'pm_card_chargeDeclined',
  'pm_card_createDisputeWon',
  'pm_card_createDisputeLost',
  'pm_card_declinesLater',
];
const DEBITS = ['pm_usBankAccount_success', 'pm_usBankAccount_insufficientFunds'];
const PLANS = ['STARTER', 'PROFESSIONAL', 'ENTERPRISE'];
const FAULTS: NetworkFault[] = ['RESET', 'DROP', 'ERROR_500', 'RATE_LIMIT'];
/** What people are answered while the gateway is in trouble. */
const IN_TROUBLE = ['503 payment_gateway_unavailable'];

export class MoneySimulation {
  readonly journal: Journal = [];
  readonly #world: DealWorld;
  readonly #chance: Chance;
  readonly #customers: TestUser[];
  #deals: Walk[] = [];
  readonly #sellers: TestUser[] = [];
  readonly #withAccount = new Set<string>();
  readonly #statement: Statement = { cents: 0, wires: 0 };
  readonly #office: ReturnType<typeof createOffice>;
  #troubled = false;

  private constructor(world: DealWorld, chance: Chance, customers: TestUser[]) {
    this.#world = world;
    this.#chance = chance;
    this.#customers = customers;
    this.#office = createOffice({ world, chance, statement: this.#statement, key: () => this.#key() });
  }

  /** One job after another, where the same is to happen again: on a server they run side by side. */
  static async begin(seed: number, jobsAtOnce = 16): Promise<MoneySimulation> {
    const world = await startDealWorld({
      TWO_ADMIN_LIMIT_CENTS: '15000000',
      JOBS_AT_ONCE: String(jobsAtOnce),
    });
    const customers = [];
    for (let made = 0; made < 3; made += 1) customers.push(await world.app.make.seller());
    return new MoneySimulation(world, seededChance(seed), customers);
  }

  close(): Promise<void> {
    return this.#world.close();
  }

  async run(operations: number): Promise<void> {
    for (let done = 1; done <= operations; done += 1) {
      const [name, act] = this.#choose();
      this.journal.push(`${done} ${name}: ${(await act()) ?? '-'}`);
      if (done % CHECKED_EVERY === 0) await this.#demandInvariants();
    }
    await this.#runOut();
  }

  /** Every transfer by its kinds of account and its amount, sorted: equal for two runs of one seed. */
  async readBooks(): Promise<string[]> {
    const rows = await this.#world.app.platform.database.select<{
      debit: string;
      credit: string;
      amount: number;
    }>(
      `SELECT d.code AS debit, c.code AS credit, t.amount FROM ledger_transfers t
       JOIN ledger_accounts d ON d.id = t.debitAccountId JOIN ledger_accounts c ON c.id = t.creditAccountId`,
    );
    const kindOf = (code: string) => code.split(':')[0];
    return rows
      .map(({ debit, credit, amount }) => `${kindOf(debit)} → ${kindOf(credit)} ${amount}`)
      .toSorted();
  }

  readonly #operations: [weight: number, name: string, act: () => Promise<string | null>][] = [
    [50, 'deal', () => this.#moveDeal()],
    [8, 'wire', () => this.#takeWire()],
    [6, 'buy credits', () => this.#buyCredits()],
    [2, 'bonus', () => this.#giveBonus()],
    [3, 'subscribe', () => this.#subscribe()],
    [2, 'change plan', () => this.#changePlan()],
    [6, 'payout', () => this.#askPayout()],
    [4, 'office', () => this.#office.work()],
    [8, 'settle', () => this.#settle()],
    [4, 'bank asks', () => this.#answerBank()],
    [3, 'trouble', () => this.#makeTrouble()],
    [6, 'wait', () => this.#wait()],
  ];

  #choose(): [name: string, act: () => Promise<string | null>] {
    if (this.#deals.length < DEALS_AT_ONCE && !this.#troubled) return ['open', () => this.#openDeal()];
    let left = this.#chance.below(this.#operations.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, name, act] of this.#operations) {
      left -= weight;
      if (left < 0) return [name, act];
    }
    throw new Error('The weights do not add up.');
  }

  async #openDeal(): Promise<string> {
    const { below, pick } = this.#chance;
    const [amountCents, head] = [pick(PRICES), pick(HEADS)];
    const terms = { holdbackPct: pick([0, 10]), holdbackDays: 30 };
    const deal = await this.#world.at(head, { amountCents, terms });
    this.#deals.push(walkOf(this.#world, deal));
    this.#sellers.push(deal.seller);
    await setBankAccount(deal.seller);
    if (below(2) === 0) await this.#openAccount(deal.seller);
    return `${head} ${amountCents}`;
  }

  async #openAccount(seller: TestUser): Promise<void> {
    await succeed(seller.post('/seller/payout-account', {}, this.#key()));
    const [account] = await this.#world.app.platform.database.select<{ gatewayAccountId: string }>(
      'SELECT gatewayAccountId FROM payout_accounts WHERE userId = :id',
      { id: seller.id },
    );
    const transfers = this.#chance.pick(['ARRIVE', 'ARRIVE', 'REFUSED'] as const);
    await this.#world.app.gateway.pages.completeAccount(account?.gatewayAccountId ?? '', transfers);
    this.#withAccount.add(seller.id);
  }

  async #moveDeal(): Promise<string | null> {
    const { below, pick } = this.#chance;
    const walk = pick(this.#deals);
    const who = pick<Who>(['buyer', 'seller', 'buyer', 'seller', 'admin', 'secondAdmin']);
    const attempt = { who, luck: below(1_000_000), cents: below(1_000_000), open: below(4) > 0 };
    const tried = await tryMove(this.#world, walk, attempt, this.#troubled ? IN_TROUBLE : []);
    const { status, heldCents } = await this.#world.read(walk.deal);
    const isOver = (status === 'COMPLETED' || status === 'CANCELLED') && heldCents === 0;
    if (isOver && below(4) === 0) this.#deals = this.#deals.filter((each) => each !== walk);
    return tried;
  }

  async #takeWire(): Promise<string | null> {
    const { below, pick } = this.#chance;
    const tenths = pick([10, 10, 10, 4, 13]);
    this.#statement.wires += 1;
    const wire = {
      luck: below(1_000_000),
      amountOf: (missingCents: number) => Math.ceil((missingCents * tenths) / 10),
      reference: `IN ${this.#statement.wires}`,
      partial: below(2) === 0,
      sendBack: below(2) === 0,
    };
    const taken = await confirmWire(this.#world, pick(this.#deals), wire);
    this.#statement.cents += taken?.bookedCents ?? 0;
    return taken?.answer ?? null;
  }

  async #buyCredits(): Promise<string> {
    const { below, pick } = this.#chance;
    const byCard = below(3) > 0;
    const order = { credits: 1 + below(5), method: byCard ? 'CARD' : 'BANK_DEBIT' };
    const paymentMethodId = pick(byCard ? CARDS : DEBITS);
    const path = '/credits/purchase';
    return codeOf(pick(this.#customers).post(path, { ...order, paymentMethodId }, this.#key()));
  }

  async #giveBonus(): Promise<string> {
    const { below, pick } = this.#chance;
    const bonus = { userId: pick(this.#customers).id, credits: 1 + below(3), reason: 'A good customer.' };
    return codeOf(this.#world.admin.post('/credits/bonus', bonus, this.#key()));
  }

  async #subscribe(): Promise<string> {
    const { pick } = this.#chance;
    const order = { plan: pick(PLANS), interval: pick(['MONTH', 'YEAR']) };
    const answer = await pick(this.#customers).post('/credits/subscribe', order, this.#key());
    const url = answer.body.data?.checkoutUrl as string | undefined;
    if (!url) return codeOf(Promise.resolve(answer));
    return `${answer.status} ${await this.#world.app.gateway.pages.payCheckout(url, pick(CARDS))}`;
  }

  async #changePlan(): Promise<string> {
    const { below, pick } = this.#chance;
    const customer = pick(this.#customers);
    if (below(3) === 0) return codeOf(customer.post('/credits/cancel-subscription', {}, this.#key()));
    const order = { plan: pick(PLANS), interval: pick(['MONTH', 'YEAR']) };
    return codeOf(customer.post('/credits/change-subscription', order, this.#key()));
  }

  async #askPayout(): Promise<string> {
    const { below, pick } = this.#chance;
    const seller = pick(this.#sellers);
    const payable = await this.#world.owedTo(seller);
    const method = this.#withAccount.has(seller.id) && below(3) > 0 ? 'GATEWAY' : 'WIRE';
    const amountCents = 1 + below(Math.ceil(payable * 1.1) + 100);
    const answer = await codeOf(seller.post('/seller/payouts', { amountCents, method }, this.#key()));
    return `${method} ${amountCents} ${answer}`;
  }

  /** A payer confirms the payment with their bank, or cannot. */
  async #answerBank(): Promise<string | null> {
    const { app } = this.#world;
    const [asked] = await app.platform.database.select<{ authenticationUrl: string }>(
      `SELECT authenticationUrl FROM payments WHERE status = 'STARTED' AND authenticationUrl IS NOT NULL
       ORDER BY id LIMIT 1`,
    );
    if (!asked) return null;
    const passes = this.#chance.below(4) > 0;
    return `${passes} ${await app.gateway.pages.authenticate(asked.authenticationUrl, passes)}`;
  }

  async #settle(): Promise<null> {
    await this.#world.app.settle();
    return null;
  }

  /** The gateway fails on every call alike, until it is well again; the sandbox never does. */
  #makeTrouble(): Promise<string> {
    const { standIn } = this.#world.app.gateway;
    const fault = this.#chance.pick(FAULTS);
    if (this.#troubled || !standIn) return Promise.resolve(this.#calm());
    standIn.failBy(() => fault);
    this.#troubled = true;
    return Promise.resolve(fault);
  }

  #calm(): string {
    this.#world.app.gateway.standIn?.failBy(() => null);
    this.#troubled = false;
    return 'calm';
  }

  async #wait(): Promise<string> {
    const hours = this.#chance.pick([1, 1, 5, 30, 30, 80, 100]);
    this.#calm();
    const done = await this.#office.work();
    await this.#world.later(hours * HOUR_MS);
    return `${hours} hours, ${done}`;
  }

  async #demandInvariants(): Promise<void> {
    this.#calm();
    // What was interrupted by trouble is asked for by then.
    await this.#world.later(2 * HOUR_MS);
    const { app } = this.#world;
    const { violations } = await app.modules.admin.reconcile();
    expect(violations).toEqual([]);
    for (const { deal } of this.#deals) {
      const { money } = await this.#world.read(deal);
      expect(money.inCents).toBe(money.outCents + money.heldCents);
      expect(money.heldCents).toBe(await this.#world.held(deal));
    }
    expect(await app.modules.ledger.balance('bank:wire')).toBe(this.#statement.cents);
    const { standIn } = app.gateway;
    if (standIn)
      expect(await app.modules.ledger.balance('gateway:stripe')).toBe(moneyAtStripe(standIn.world));
  }

  /** Everything under way ends: nothing rests on a clearing account, and nothing waits for anybody. */
  async #runOut(): Promise<void> {
    this.#calm();
    await this.#world.app.settle();
    // One that is renewed meanwhile may be disputed anew.
    for (const customer of this.#customers) {
      const ended = customer.post('/credits/cancel-subscription', { atPeriodEnd: false }, this.#key());
      expect(await codeOf(ended)).toMatch(/^200$|no_subscription$/);
    }
    for (let days = 0; days < 60; days += 4) {
      this.#calm();
      this.journal.push(`${days} days after: ${await this.#office.work()}`);
      await this.#world.later(4 * DAY_MS);
    }
    await this.#office.work();
    await this.#demandInvariants();
    const { database } = this.#world.app.platform;
    const resting = await database.select(
      `SELECT code FROM ledger_accounts WHERE creditsPosted <> debitsPosted AND (code LIKE 'unallocated:%'
         OR code LIKE 'refunds:%' OR code LIKE 'payouts:%' OR code LIKE 'disputes:%' OR code LIKE 'wires:%')`,
    );
    expect(resting).toEqual([]);
    expect(await recountFigures(this.#world.app)).toEqual([]);
  }

  /** Each request is a new one, and known by its number in the run. */
  #key(): Record<string, string> {
    this.#keys += 1;
    return { 'idempotency-key': `simulated-${this.#keys}` };
  }
  #keys = 0;
}
