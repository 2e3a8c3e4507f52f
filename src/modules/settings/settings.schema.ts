/** What settings look like on the wire. */
import { z } from 'zod';
import { Id, Instant, Reason } from '../../platform/http/wire';
import { SETTING_KINDS } from '../../platform/kernel/config-slice';
import { PageQuery } from '../../platform/kernel/page';
import { Person } from '../identity';

const Name = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{2,59}$/, 'must be the name of a setting')
  .describe('The name of the setting.');
/** As it would stand in the environment. */
const Value = z
  .string()
  .max(2_000)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line');

export const SettingsChange = z
  .strictObject({
    version: z.int().min(0).describe('The version of the settings that you read.'),
    values: z
      .array(
        z.strictObject({
          name: Name,
          value: Value.nullable().describe('The new value as text; null for what the environment says.'),
        }),
      )
      .min(1)
      .max(20)
      .refine((values) => new Set(values.map(({ name }) => name)).size === values.length, 'names one twice')
      .describe('What is changed together.'),
    effectiveAt: Instant.optional().describe('From when on, within a year; at once unless said.'),
    reason: Reason,
  })
  .meta({ id: 'SettingsChange' });
export type SettingsChange = z.output<typeof SettingsChange>;

export const SettingsView = z
  .strictObject({
    version: z.int().describe('Counts the changes: name it when you change something.'),
    settings: z
      .array(
        z
          .strictObject({
            name: Name,
            group: z.string().describe('Under which heading it stands.'),
            title: z.string().describe('What it is.'),
            description: z.string().describe('What a change does.'),
            kind: z.enum(SETTING_KINDS).meta({ id: 'SettingKind', description: 'How its text is read.' }),
            parts: z.array(z.string()).describe('For `parts`: what the values between the slashes are.'),
            twoAdmins: z.boolean().describe('Whether a change takes two administrators.'),
            value: z.string().describe('What holds now.'),
            usual: z.string().describe('What the environment says.'),
            scheduled: z
              .strictObject({
                value: z.string().describe('What will hold.'),
                effectiveAt: Instant.describe('From when on.'),
              })
              .nullable()
              .describe('A change that is to come.'),
          })
          .meta({ id: 'Setting' }),
      )
      .describe('Every setting.'),
  })
  .meta({ id: 'Settings' });

export const SettingsOutcome = z
  .strictObject({
    changed: z.boolean().describe('False where another administrator has to ask for the same first.'),
    settings: SettingsView,
  })
  .meta({ id: 'SettingsOutcome' });

export const CHANGE_STATES = ['SCHEDULED', 'IN_FORCE', 'REPLACED', 'CANCELLED'] as const;
export const SettingHistoryQuery = PageQuery.extend({
  name: Name.optional().describe('Changes of this setting only.'),
});
export type SettingHistoryQuery = z.output<typeof SettingHistoryQuery>;

export const SettingChangeView = z
  .strictObject({
    id: Id,
    version: z.int().describe('Of all settings; what was changed together has the same.'),
    name: Name,
    title: z.string().describe('What it is.'),
    value: z.string().nullable().describe('What was set; null for what the environment says.'),
    formerValue: z.string().describe('What held before.'),
    effectiveAt: Instant.describe('From when on.'),
    reason: z.string().describe('Why.'),
    decidedBy: Person.describe('Who changed it; of two administrators the second.'),
    createdAt: Instant.describe('When it was decided.'),
    state: z.enum(CHANGE_STATES).meta({ id: 'SettingChangeState', description: 'What became of it.' }),
  })
  .meta({ id: 'SettingChange' });
