/** What the trade calls a cargo and the trucks that haul it: search finds a company by these words too. */
import type { CargoType } from '../listing.fields';

export const CARGO_NAMES: Readonly<Partial<Record<CargoType, string>>> = {
  GENERAL_FREIGHT: 'dry van truckload LTL FTL',
  HOUSEHOLD_GOODS: 'movers moving furniture',
  METAL_SHEETS_COILS_ROLLS: 'steel flatbed',
  MOTOR_VEHICLES: 'car hauler auto transport',
  DRIVE_TOW_AWAY: 'driveaway towing',
  LOGS_POLES_LUMBER: 'timber flatbed',
  BUILDING_MATERIALS: 'flatbed',
  MOBILE_HOMES: 'manufactured housing',
  MACHINERY_LARGE_OBJECTS: 'heavy haul oversize flatbed lowboy',
  FRESH_PRODUCE: 'reefer temperature controlled',
  LIQUIDS_GASES: 'tanker',
  INTERMODAL_CONTAINERS: 'drayage port',
  PASSENGERS: 'bus motorcoach charter',
  LIVESTOCK: 'cattle',
  GRAIN_FEED_HAY: 'hopper',
  COAL_COKE: 'dump',
  MEAT: 'reefer temperature controlled',
  GARBAGE_REFUSE: 'waste trash',
  US_MAIL: 'USPS postal',
  CHEMICALS: 'hazmat hazardous tanker',
  DRY_BULK: 'pneumatic hopper',
  REFRIGERATED_FOOD: 'reefer temperature controlled frozen cold',
  CONSTRUCTION: 'dump gravel sand',
};
