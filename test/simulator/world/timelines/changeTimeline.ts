import { guid } from '../../core/random.ts';
import type { Holdings, Resource, ResourceGroup, Subscription, Transition } from '../model.ts';
import type { EstateChange } from '../monitoringModel.ts';
import { inEffect, occurrences } from './timeline.ts';

interface Source {
  subscription: Subscription;
  /** As made, so that what is gone still has a type. */
  holdings: Holdings;
  changes: readonly EstateChange[];
  /** Of this subscription. */
  transitions: readonly Transition[];
}

type Subject = Pick<EstateChange, 'targetId' | 'targetType' | 'location'>;

/** Changes from `from` to `now`, newest first: what the world began with, and one for every time a transition happened. */
export function changesAt(source: Source, from: number, now: number): EstateChange[] {
  const made = source.transitions.flatMap((transition) =>
    occurrences(transition, from, now).flatMap((at) => changesOf(source, transition, at)),
  );
  const all = [...source.changes.filter((one) => one.at >= from && one.at <= now), ...made];
  return all.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

function changesOf(source: Source, transition: Transition, at: number): EstateChange[] {
  const { resources, groups } = source.holdings;
  const { id: subscriptionId } = source.subscription;
  switch (transition.kind) {
    case 'resource': {
      const found = resources.find((one) => same(one.id, transition.resourceId));
      return found ? [presence(subscriptionId, resourceSubject(found), transition.present, at)] : [];
    }
    case 'scale': {
      const found = resources.find((one) => same(one.id, transition.resourceId));
      return found ? [scale(source, found, transition.sku, at)] : [];
    }
    case 'resourceGroup': {
      const group = groups.find((one) => same(one.name, transition.name));
      const members = resources.filter((one) => same(one.resourceGroup, transition.name)).map(resourceSubject);
      const subjects = group ? [groupSubject(group), ...members] : [];
      return subjects.map((subject) => presence(subscriptionId, subject, transition.present, at));
    }
    case 'subscription':
      return [subscriptionState(source.subscription, transition.state, at)];
    default:
      return [];
  }
}

function resourceSubject(resource: Resource): Subject {
  return { targetId: resource.id, targetType: resource.type, location: resource.location };
}

function groupSubject(group: ResourceGroup): Subject {
  return {
    targetId: `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`,
    targetType: 'Microsoft.Resources/subscriptions/resourceGroups',
    location: group.location,
  };
}

function presence(subscriptionId: string, subject: Subject, present: boolean, at: number): EstateChange {
  return {
    ...byUser(subscriptionId, subject.targetId, at),
    ...subject,
    type: present ? 'Create' : 'Delete',
    operation: `${subject.targetType.toLowerCase()}/${present ? 'write' : 'delete'}`,
    properties: {},
  };
}

function scale(source: Source, resource: Resource, sku: Record<string, unknown>, at: number): EstateChange {
  const earlier = source.transitions.filter((one) => one.kind === 'scale' && same(one.resourceId, resource.id));
  const before = inEffect(earlier, at - 1)?.transition;
  const was = { ...resource.sku, ...(before?.kind === 'scale' && before.sku) };
  const properties = Object.entries(sku).map(([name, to]) => [`sku.${name}`, { from: was[name] ?? null, to }] as const);
  return {
    ...byUser(source.subscription.id, resource.id, at),
    ...resourceSubject(resource),
    type: 'Update',
    operation: `${resource.type.toLowerCase()}/write`,
    properties: Object.fromEntries(properties),
  };
}

function subscriptionState(subscription: Subscription, state: string, at: number): EstateChange {
  const targetId = `/subscriptions/${subscription.id}`;
  return {
    ...byUser(subscription.id, targetId, at),
    by: 'Microsoft.Subscription',
    byType: 'System',
    client: 'Unspecified',
    targetId,
    targetType: 'Microsoft.Resources/subscriptions',
    location: '',
    type: state === 'absent' ? 'Delete' : 'Update',
    operation: 'microsoft.resources/subscriptions/write',
    properties: { 'properties.state': { from: subscription.state, to: state } },
  };
}

function byUser(subscriptionId: string, targetId: string, at: number) {
  return {
    id: guid(`change ${targetId} ${at}`),
    at,
    subscriptionId,
    by: 'operations@wideworldimporters.onmicrosoft.com',
    byType: 'User' as const,
    client: 'Azure Portal',
  };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
