import type { Exchange } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Customer, CommerceSubscription } from '../../world/model.ts';
import { partnerCenterError } from './errors.ts';

const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The customer that a path names. */
export function findCustomer(simulation: Simulation, exchange: Exchange, id: string): Customer {
  if (!GUID.test(id)) {
    throw partnerCenterError('800002');
  }
  const customer = simulation.world.customer(id, exchange.now);
  if (!customer) {
    throw partnerCenterError('20002');
  }
  return customer;
}

/** Customers whose field begins with the text of a filter, if there is one; only `starts_with` is accepted. */
export function searchCustomers(customers: Customer[], filter: string | null): Customer[] {
  if (filter === null) {
    return customers;
  }
  const { Field, Value, Operator } = readFilter(filter);
  if (Operator !== 'starts_with') {
    throw partnerCenterError('2000');
  }
  const wanted = Value.toLowerCase();
  const field = (customer: Customer): string => (Field === 'Domain' ? customer.domain : customer.companyName);
  return customers.filter((customer) => field(customer).toLowerCase().startsWith(wanted));
}

function readFilter(filter: string): { Field: string; Value: string; Operator: string } {
  try {
    const { Field = '', Value = '', Operator = '' } = JSON.parse(filter) as Record<string, string>;
    return { Field, Value, Operator };
  } catch {
    throw partnerCenterError('2000');
  }
}

/** The Azure plan that a path names; anything else has no entitlements. */
export function findPlan(customer: Customer, id: string): CommerceSubscription {
  const plan = customer.commerce.find((subscription) => subscription.id === id.toLowerCase());
  if (!plan) {
    throw partnerCenterError('1000');
  }
  if (!plan.azurePlan) {
    throw partnerCenterError('2000');
  }
  return plan;
}
