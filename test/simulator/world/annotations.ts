import type { HealthSince } from './model.ts';
import type { Annotation } from './monitoringModel.ts';

/**
 * Azure's latest note on a virtual machine: what its last change of health was about, unless `own` is newer.
 * https://learn.microsoft.com/azure/service-health/resource-health-vm-annotation
 */
export function annotationAt(
  history: readonly HealthSince[],
  own: Annotation | undefined,
  now: number,
): Annotation | undefined {
  const row = history.find((one) => one.state === 'Unavailable' || one.state === 'Degraded');
  const noted = row && noteOn(row);
  const candidates = [noted, own].filter((one) => one !== undefined && one.at <= now) as Annotation[];
  return candidates.sort((a, b) => b.at - a.at)[0];
}

function noteOn(row: HealthSince): Annotation {
  if (row.reason === 'UserInitiated') {
    return {
      at: row.since,
      name: 'VirtualMachineDeallocationInitiated',
      reason: 'Stopping and deallocating',
      summary: 'The virtual machine is stopped and deallocated, as requested by an authorized user or process.',
      context: 'Customer Initiated',
      category: 'Not Applicable',
      impact: 'Downtime Reboot',
    };
  }
  if (row.reason === 'Planned') {
    return {
      at: row.since,
      name: 'VirtualMachineRebootInitiatedForPlannedMaintenance',
      reason: 'Planned maintenance',
      summary: 'The virtual machine is being restarted by planned maintenance.',
      context: 'Platform Initiated',
      category: 'Planned',
      impact: 'Downtime Reboot',
    };
  }
  return row.state === 'Degraded' ? degraded(row.since) : crashed(row.since);
}

function degraded(at: number): Annotation {
  return {
    at,
    name: 'VirtualMachineStorageDegraded',
    reason: 'Disk latency',
    summary: 'The disks of the virtual machine answer slowly.',
    context: 'Platform Initiated',
    category: 'Unplanned',
    impact: 'Degraded',
  };
}

function crashed(at: number): Annotation {
  return {
    at,
    name: 'VirtualMachineHostCrashed',
    reason: 'Unexpected host failure',
    summary: 'The virtual machine is being restarted on another host, because its host failed.',
    context: 'Platform Initiated',
    category: 'Unplanned',
    impact: 'Downtime Reboot',
  };
}
