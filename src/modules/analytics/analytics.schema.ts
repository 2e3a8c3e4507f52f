/** What the reports over time and the administrators' dashboard look like on the wire. */
import { z } from 'zod';
import { Cents, Instant } from '../../platform/http/wire';
import { PLANS } from '../billing';
import { LISTING_STATUSES } from '../listings';
import { DEAL_STATES } from '../transactions';
import { UNITS } from './reports';

const Day = z.iso.date();
const Count = z.int().min(0);

export const ReportQuery = z.strictObject({
  from: Day.optional().describe('The first day; 30 days back unless said.'),
  to: Day.optional().describe('The last day; today unless said.'),
  by: z
    .enum(['day', 'month'])
    .default('day')
    .describe('A row for each day, or for each month by its first day within the range.'),
  format: z.enum(['json', 'csv']).default('json').describe('As JSON or as a CSV file.'),
});
export type ReportQuery = z.output<typeof ReportQuery>;

export const ReportView = z
  .strictObject({
    zone: z.string().describe('The time zone of the days (IANA).'),
    from: Day.describe('The first day.'),
    to: Day.describe('The last day.'),
    columns: z
      .array(
        z.strictObject({
          key: z.string().describe('The name of the column, the same for ever.'),
          title: z.string().describe('What it counts.'),
          unit: z.enum(UNITS).meta({ id: 'ReportUnit', description: 'What its values are.' }),
        }),
      )
      .describe('What is counted.'),
    days: z
      .array(
        z.strictObject({
          day: Day.describe('The day.'),
          values: z.array(z.number()).describe('In the order of the columns.'),
        }),
      )
      .describe('Every day, or every month by its first day within the range; the first one first.'),
    totals: z
      .array(z.number())
      .describe(
        'Over all days, in the order of the columns; of means and shares that of all days, of subscribers how many there are at the end.',
      ),
  })
  .meta({ id: 'AnalyticsReport' });

export const DashboardView = z
  .strictObject({
    asOf: Instant.describe('When this was put together.'),
    zone: z.string().describe('The time zone of the days (IANA).'),
    from: Day.describe('The first of the days that the funnel and the revenue are of.'),
    to: Day.describe('The last of them.'),
    funnel: z
      .array(
        z.strictObject({
          stage: z.string().describe('What people did.'),
          times: Count.describe('How often.'),
        }),
      )
      .describe('From the first step to the last.'),
    listings: z
      .array(
        z.strictObject({
          status: z.enum(LISTING_STATUSES).describe('The status.'),
          listings: Count.describe('How many are in it.'),
        }),
      )
      .describe('All listings, by status.'),
    deals: z
      .array(
        z.strictObject({
          state: z.enum(DEAL_STATES).describe('The state.'),
          deals: Count.describe('How many are in it.'),
          priceCents: Cents.describe('Their prices, in US cents.'),
        }),
      )
      .describe('All deals, by state.'),
    money: z
      .strictObject({
        escrowCents: Cents.describe('Held in escrow now.'),
        payableCents: Cents.describe('Owed to sellers now.'),
        feesCents: z.int().describe('Fees of sales within the days.'),
        creditsCents: z.int().describe('Credits sold within the days.'),
        subscriptionsCents: z.int().describe('Subscriptions within the days.'),
        listingsCents: z.int().describe('Premium listings within the days.'),
      })
      .describe('In US cents.'),
    subscriptions: z
      .array(
        z.strictObject({
          plan: z.enum(PLANS).describe('The plan.'),
          subscribers: Count.describe('How many subscribe to it.'),
          monthlyCents: Cents.describe('What they pay a month, at the prices that they agreed to.'),
        }),
      )
      .describe('Who subscribes to what now.'),
  })
  .meta({ id: 'AdminDashboard' });
