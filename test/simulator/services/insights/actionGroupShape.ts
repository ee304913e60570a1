import type { ActionGroup } from '../../world/ruleModel.ts';
import { ACTION_GROUP_TYPE } from '../../world/watchers.ts';

export function actionGroupShape(group: ActionGroup) {
  return {
    id: group.id,
    name: group.name,
    type: ACTION_GROUP_TYPE,
    location: 'Global',
    ...(group.tags && { tags: group.tags }),
    properties: actionGroupProperties(group),
  };
}

/** With everything that Azure hands out, personal data and webhook secrets too. */
export function actionGroupProperties(group: ActionGroup) {
  return {
    groupShortName: group.shortName,
    enabled: group.enabled,
    emailReceivers: group.emails.map((one) => ({
      name: one.name,
      emailAddress: one.address,
      useCommonAlertSchema: true,
      status: 'Enabled',
    })),
    smsReceivers: group.phones.map((one) => ({
      name: one.name,
      countryCode: one.countryCode,
      phoneNumber: one.number,
      status: 'Enabled',
    })),
    webhookReceivers: group.webhooks.map((one) => ({
      name: one.name,
      serviceUri: one.uri,
      useCommonAlertSchema: true,
      useAadAuth: false,
    })),
    itsmReceivers: [],
    azureAppPushReceivers: [],
    automationRunbookReceivers: [],
    voiceReceivers: [],
    logicAppReceivers: [],
    azureFunctionReceivers: [],
    armRoleReceivers: group.armRoles.map((one) => ({ ...one, useCommonAlertSchema: true })),
    eventHubReceivers: [],
    incidentReceivers: [],
  };
}
