/** The door of settings: what administrators change while the product runs, with its history. */
import type { Platform } from '../../platform/platform';
import { createChangeSettings } from './change-settings';
import { createReadSettings } from './read-settings';
import { defineModels } from './setting-change.model';
import type { SettingsContext, SettingsDeps } from './settings.context';
import { settingsChanged } from './settings.events';
import { settingsRoutes } from './settings.routes';

export { settingsChanged } from './settings.events';

export interface Settings {
  /** Before anything is served: what was changed before this start. */
  load(): Promise<void>;
  /** What a setting was at an instant, for what is judged later than it happened. */
  numberAt(name: string, at: number): Promise<number>;
}

export function createSettings(
  platform: Platform,
  deps: SettingsDeps,
  live: SettingsContext['live'],
): Settings {
  const context: SettingsContext = { ...deps, platform, live, models: defineModels(platform.database) };
  const reading = createReadSettings(context);
  platform.serve(
    'Administration',
    settingsRoutes({ ...reading, ...createChangeSettings(context, reading) }, deps.identity),
  );
  // Every instance hears of every change, also of those that the others made.
  const following = platform.events.follow('settings', { cursor: 'memory' }, async ({ name }) => {
    if (name === settingsChanged.name) await reading.reload();
  });
  return {
    numberAt: reading.numberAt,
    async load() {
      await following.position();
      await reading.reload();
    },
  };
}
