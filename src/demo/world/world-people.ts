/** The people of the demo's world besides those whom one may sign in as: who sells, who buys, and how they are called. */
import { DEMO_PEOPLE } from '../people';

export interface WorldPerson {
  email: string;
  password: string;
  firstName: string;
  lastName: string;
  roles: string[];
  companyName?: string;
}

const SELLERS = `Dolores Whitaker|Amara Okafor|Jaspreet Gill|Wendell Pruitt|Marisol Cantu|Tomasz Wrona|Ines Baptista
Calvin Broadnax|Linh Dao|Oksana Petrenko|Rufus Hollander|Yusuf Demir|Beatriz Quiroga|Harlan Stubbs|Nadia Haddad
Gurpreet Sandhu|Leona Fairchild|Emeka Nwosu|Svetlana Orlova|Dwight Lassiter`;
const BUYERS = `Priya Raman|Marcus Delacroix|Hannah Lindqvist|Alejandro Ibarra|Simone Achebe|Viktor Halasz|Grace Tanaka
Omar Farouki|Renata Kowalczyk|Theodore Banks|Mei-Lin Zhou|Samuel Adeyemi|Carmen Villanueva-Castellanos|Anders Holm`;

const named = (names: string): [string, string][] =>
  names.split(/[|\n]/).map((name) => {
    const [first = '', ...rest] = name.split(' ');
    return [first, rest.join(' ')];
  });

const personOf =
  (role: 'seller' | 'buyer') =>
  ([firstName, lastName]: [string, string]): WorldPerson => ({
    email: `${firstName}.${lastName}@demo.example`.toLowerCase(),
    password: DEMO_PEOPLE.admin.password,
    ...{
      firstName,
      lastName,
      roles: [role],
      companyName: `${lastName} ${role === 'seller' ? 'Fleet' : 'Holdings'} LLC`,
    },
  });

export const WORLD_SELLERS = named(SELLERS).map(personOf('seller'));
export const WORLD_BUYERS = named(BUYERS).map(personOf('buyer'));
