/** What a change of settings is refused for. */
import { problemKind } from '../../platform/http/problem';

export const settingsMoved = problemKind(
  'settings_moved',
  409,
  'The settings have changed since',
  'Read them again, then decide.',
);
export const changeScheduled = problemKind(
  'change_scheduled',
  409,
  'Another change of this setting is to come',
  'Cancel that one first.',
);
export const changeInForce = problemKind(
  'change_in_force',
  409,
  'This change is in force or was canceled',
  'Change the setting again instead.',
);
