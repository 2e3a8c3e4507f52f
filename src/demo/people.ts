/** The people of the demo, with passwords that everybody may know. */

const PASSWORD = 'three green trucks roll';

export const DEMO_PEOPLE = {
  admin: person('admin', 'Admin', ['admin'], 'admin: reviews listings, confirms wires, resolves disputes'),
  secondAdmin: person('admin2', 'Admin Two', ['admin'], 'second admin: for what takes two'),
  seller: person('seller', 'Seller', ['seller'], 'seller with live listings and sales under way'),
  otherSeller: person('seller2', 'Seller Two', ['seller', 'buyer'], 'seller who also buys'),
  buyer: person('buyer', 'Buyer', ['buyer'], 'buyer with credits and a purchase under way'),
  otherBuyer: person('buyer2', 'Buyer Two', ['buyer'], 'another buyer, further along'),
};

function person(name: string, lastName: string, roles: string[], what: string) {
  return { email: `${name}@demo.example`, password: PASSWORD, firstName: 'Demo', lastName, roles, what };
}
