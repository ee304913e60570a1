/** Fictitious companies of Microsoft's documentation, in the order that generated worlds take them. */
export const COMPANIES = [
  'Contoso',
  'Fabrikam',
  'Northwind Traders',
  'Adventure Works Cycles',
  'Tailwind Traders',
  'Litware',
  'Proseware',
  'Trey Research',
  'Woodgrove Bank',
  'Fourth Coffee',
  'A. Datum Corporation',
  'Alpine Ski House',
  'Blue Yonder Airlines',
  'City Power & Light',
  'Coho Vineyard',
  'Coho Winery',
  'Consolidated Messenger',
  'Graphic Design Institute',
  'Humongous Insurance',
  'Lucerne Publishing',
  "Margie's Travel",
  'Southridge Video',
  'The Phone Company',
  'Wingtip Toys',
  'School of Fine Art',
  'Baldwin Museum of Science',
  'Bellows College',
  'Best For You Organics',
  'VanArsdel',
  'Relecloud',
  "Munson's Pickles and Preserves Farm",
  'Nod Publishers',
  "Liberty's Delightful Sinful Bakery & Cafe",
  'Lamna Healthcare',
  'First Up Consultants',
  'Fincher Architects',
  'Contoso Pharmaceuticals',
  'Contoso Suites',
  'Fabrikam Residences',
  'Tasmanian Traders',
] as const;

/** Runs the cloud business in generated worlds. */
export const PARTNER = 'Wide World Importers';

/** The tenant outside CSP in generated worlds. */
export const DIRECT = 'The Volcano Coffee Company';

/** First label of a company's domain. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 20);
}
