/** Ids of world `small`, for tests to spell out. */
export const SMALL = {
  partnerTenant: '11111111-0000-4000-8000-000000000001',
  partnerApp: '11111111-0000-4000-8000-0000000000a1',
  contoso: '22222222-0000-4000-8000-000000000001',
  fabrikam: '33333333-0000-4000-8000-000000000001',
  tailwind: '44444444-0000-4000-8000-000000000001',
  northwind: '55555555-0000-4000-8000-000000000001',
  directApp: '55555555-0000-4000-8000-0000000000a1',
  contosoPlan: '22222222-0000-4000-8000-0000000000c1',
  contosoProduction: '22222222-0000-4000-8000-0000000000d1',
  contosoDevelopment: '22222222-0000-4000-8000-0000000000d2',
  contosoArchive: '22222222-0000-4000-8000-0000000000d3',
  contosoConfidential: '22222222-0000-4000-8000-0000000000d4',
  fabrikamPlan: '33333333-0000-4000-8000-0000000000c1',
  fabrikamRetail: '33333333-0000-4000-8000-0000000000d1',
  northwindWeb: '55555555-0000-4000-8000-0000000000d1',
} as const;

export const NORTHWIND_APP = `/subscriptions/${SMALL.northwindWeb}/resourceGroups/rg-north/providers/Microsoft.Web/sites/app-northwind`;
