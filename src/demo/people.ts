/** The people of the demo, with passwords that everybody may know. */

const PASSWORD = 'three green trucks roll';

export const DEMO_PEOPLE = {
  admin: person('admin', 'Admin', ['admin'], 'admin: reviews listings, confirms wires, resolves disputes'),
  secondAdmin: person('admin2', 'Admin Two', ['admin'], 'second admin: for what takes two'),
  seller: person('seller', 'Seller', ['seller'], 'seller with live listings'),
  otherSeller: person('seller2', 'Seller Two', ['seller', 'buyer'], 'seller who also buys'),
  buyer: person('buyer', 'Buyer', ['buyer'], 'buyer with credits'),
  otherBuyer: person('buyer2', 'Buyer Two', ['buyer'], 'another buyer with credits'),
};

function person(name: string, lastName: string, roles: string[], what: string) {
  return { email: `${name}@demo.example`, password: PASSWORD, firstName: 'Demo', lastName, roles, what };
}
