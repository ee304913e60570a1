import type { MachineAnnotation } from '../../microsoft/api/serviceHealthApi.ts';
import type { EstateRow, RowSectionInfo } from './row.ts';

/** The newest note that Azure made about a virtual machine; the key is its ARM id in lower case. https://learn.microsoft.com/azure/service-health/resource-health-vm-annotation */
export interface VmAnnotation extends EstateRow, Omit<MachineAnnotation, 'subscriptionId' | 'resourceId'> {}

export const vmAnnotations: RowSectionInfo<VmAnnotation> = {
  interval: 'resourceHealth',
  // The change of health that it explains is the news.
  change: () => null,
};
