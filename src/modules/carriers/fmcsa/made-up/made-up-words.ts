/** Of what the made-up carriers are made: names that no register has, and the places where they are at home. */

/** The first and the second word of a name: together they are no company that we know of. */
export const FIRST_WORDS = [
  ...['Amber', 'Ashgrove', 'Aspen', 'Bramble', 'Briar', 'Bristlecone', 'Burnt', 'Cedar', 'Cinder', 'Clover'],
  ...[
    'Camas',
    'Cottonwood',
    'Dapple',
    'Driftwood',
    'Ember',
    'Fallow',
    'Flint',
    'Foxglove',
    'Garnet',
    'Gorse',
  ],
  ...[
    'Hazel',
    'Heather',
    'Hollow',
    'Indigo',
    'Ironweed',
    'Jasmine',
    'Larkspur',
    'Linden',
    'Lupine',
    'Marigold',
  ],
  ...['Mesquite', 'Mossy', 'Ochre', 'Pepperwood', 'Quartz', 'Rosin', 'Russet', 'Saffron', 'Sable', 'Thistle'],
] as const;
export const SECOND_WORDS = [
  ...[
    'Badger',
    'Bellwether',
    'Bittern',
    'Bobcat',
    'Bunting',
    'Caribou',
    'Cormorant',
    'Coyote',
    'Crane',
    'Curlew',
  ],
  ...['Dovetail', 'Egret', 'Falcon', 'Gander', 'Grackle', 'Grouse', 'Harrier', 'Hoopoe', 'Ibex', 'Jackdaw'],
  ...['Kestrel', 'Killdeer', 'Lynx', 'Mallard', 'Marten', 'Osprey', 'Otter', 'Plover', 'Pronghorn', 'Quail'],
  ...['Raven', 'Sandpiper', 'Sparrow', 'Starling', 'Stoat', 'Tanager', 'Teal', 'Vireo', 'Widgeon', 'Wren'],
] as const;
export const TRADES = [
  ...['Trucking', 'Freight', 'Transport', 'Logistics', 'Carriers', 'Express', 'Hauling', 'Lines'],
] as const;
export const LONG_TRADES = [
  'Refrigerated Transportation & Warehousing Services',
  'Intermodal Drayage and Container Logistics Group',
  'Heavy Haul, Rigging and Specialized Transport',
] as const;
export const STREETS = [
  'Depot Rd',
  'Mill St',
  'County Line Rd',
  'Elevator Ave',
  'Yard Ct',
  'Weigh Station Rd',
] as const;

export interface Place {
  city: string;
  state: string;
  zip: string;
  areaCode: string;
}

/** City, state, ZIP code and area code. States with many carriers stand here more often. */
export const PLACES: readonly Place[] = `
Amarillo TX 79101 806|Laredo TX 78040 956|Lubbock TX 79401 806|Tyler TX 75701 903|Waco TX 76701 254
Odessa TX 79761 432|Longview TX 75601 903|Fresno CA 93721 559|Stockton CA 95202 209|Fontana CA 92335 909
Bakersfield CA 93301 661|Salinas CA 93901 831|Redding CA 96001 530|Lakeland FL 33801 863|Ocala FL 34470 352
Hialeah FL 33010 305|Fort Pierce FL 34950 772|Joliet IL 60432 815|Rockford IL 61101 815|Decatur IL 62521 217
Cicero IL 60804 708|Macon GA 31201 478|Savannah GA 31401 912|Dalton GA 30720 706|Lima OH 45801 419
Mansfield OH 44902 419|Dayton OH 45402 937|York PA 17401 717|Erie PA 16501 814|Scranton PA 18503 570
Fort Wayne IN 46802 260|Elkhart IN 46516 574|Evansville IN 47708 812|Hickory NC 28601 828|Wilson NC 27893 252
Jackson TN 38301 731|Cookeville TN 38501 931|Saginaw MI 48601 989|Battle Creek MI 49014 269|Joplin MO 64801 417
Sedalia MO 65301 660|Newark NJ 07102 973|Vineland NJ 08360 856|Green Bay WI 54301 920|Eau Claire WI 54701 715
Mankato MN 56001 507|Fargo ND 58102 701|Sioux Falls SD 57104 605|Kearney NE 68847 308|Salina KS 67401 785
Dodge City KS 67801 620|Enid OK 73701 580|Tulsa OK 74103 918|Fort Smith AR 72901 479|Springdale AR 72764 479
Monroe LA 71201 318|Hammond LA 70401 985|Tupelo MS 38801 662|Dothan AL 36301 334|Decatur AL 35601 256
Florence SC 29501 843|Spartanburg SC 29301 864|Roanoke VA 24011 540|Danville VA 24541 434|Beckley WV 25801 304
Paducah KY 42001 270|Corbin KY 40701 606|Utica NY 13501 315|Buffalo NY 14202 716|Worcester MA 01608 508
Waterbury CT 06702 203|Bangor ME 04401 207|Rutland VT 05701 802|Nashua NH 03060 603|Cranston RI 02910 401
Dover DE 19901 302|Hagerstown MD 21740 301|Ottumwa IA 52501 641|Sioux City IA 51101 712|Billings MT 59101 406
Casper WY 82601 307|Pueblo CO 81003 719|Greeley CO 80631 970|Gallup NM 87301 505|Yuma AZ 85364 928
Flagstaff AZ 86001 928|Ogden UT 84401 801|Elko NV 89801 775|Nampa ID 83651 208|Twin Falls ID 83301 208
Yakima WA 98901 509|Spokane WA 99201 509|Medford OR 97501 541|Salem OR 97301 503|Anchorage AK 99501 907`
  .trim()
  .split(/[|\n]/)
  .map((line) => {
    const [, city = '', state = '', zip = '', areaCode = ''] = /^(.+) (..) (\d{5}) (\d{3})$/.exec(line) ?? [];
    return { city, state, zip, areaCode };
  });

export interface Segment {
  /** By class of form MCS-150, as FMCSA's answers number and name it. */
  cargo: readonly (readonly [id: number, name: string])[];
  /** The least liability insurance, in thousands of dollars, that it asks for. */
  leastInsurance: number;
  mostUnits: number;
}

/** Kinds of business, which the listings of the demo speak of as well. */
export const SEGMENTS = {
  DRY_VAN: segment([1, 'General Freight'], [25, 'Paper Products'], [24, 'Beverages']),
  REEFER: segment([23, 'Refrigerated Food'], [10, 'Fresh Produce'], [18, 'Meat']),
  FLATBED: segment(
    [7, 'Building Materials'],
    [3, 'Metal; Sheets, Coils, Rolls'],
    [6, 'Logs, Poles, Beams, Lumber'],
  ),
  HEAVY: segment([9, 'Machinery, Large Objects'], [28, 'Construction'], [14, 'Oilfield Equipment']),
  DRAYAGE: segment([12, 'Intermodal Containers'], [1, 'General Freight']),
  TANKER: { ...segment([11, 'Liquids/Gases'], [21, 'Chemicals']), leastInsurance: 5_000, mostUnits: 90 },
  BULK: segment([16, 'Grain, Feed, Hay'], [22, 'Commodities Dry Bulk'], [27, 'Agricultural/Farm Supplies']),
  AUTO: { ...segment([4, 'Motor Vehicles'], [5, 'Drive/Tow away']), mostUnits: 30 },
  HOTSHOT: { ...segment([1, 'General Freight'], [9, 'Machinery, Large Objects']), mostUnits: 6 },
  LAST_MILE: { ...segment([1, 'General Freight'], [20, 'U.S. Mail']), mostUnits: 60 },
} satisfies Record<string, Segment>;
export type SegmentName = keyof typeof SEGMENTS;

function segment(...cargo: (readonly [number, string])[]): Segment {
  return { cargo, leastInsurance: 750, mostUnits: 320 };
}
